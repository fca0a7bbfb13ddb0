import type { FaqEntry } from '../../src/knowledge/types.ts'
import type { Outcome } from '../../src/replies/types.ts'

/** The first written questions of an entry of softphone, as far as they are one question each and name neither the subject nor the university. */
export const plainQuestions = ({ questions }: Pick<FaqEntry, 'questions'>, limit: number): string[] =>
  questions.de
    .filter((text) => /^[^?\n]*\?$/.test(text) && !/softphone|webex|cisco|\btud?\b/i.test(text))
    .slice(0, limit)

export const isAnsweredBy = (outcome: Outcome, id: string): boolean =>
  outcome.kind === 'answer' && outcome.answers.some(({ entry }) => entry.id === id)
