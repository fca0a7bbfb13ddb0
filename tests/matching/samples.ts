import type { DeclineEntry, FaqEntry, PassageId } from '../../src/knowledge/types.ts'
import type { Hit, NoticeMatch, Target } from '../../src/matching/match.ts'

const questions = { de: ['?'], en: ['?'] }

/** An entry that quotes the passages with these numbers. */
export const faqEntry = (id: string, ...passages: readonly number[]): FaqEntry => ({
  id,
  notice: 'rules',
  topic: { de: id, en: id },
  questions,
  quotes: [
    {
      text: passages.map((number) => `Satz ${number}.`).join(' '),
      passages: passages.map((number) => `rules/1.1.${number}` as PassageId),
      citation: { notice: 'Regeln', section: undefined, paragraph: 1, url: undefined },
    },
  ],
})

export const declineEntry = (id: string): DeclineEntry => ({
  id,
  notice: 'rules',
  sentence: { de: `${id} fehlt.`, en: `${id} is missing.` },
  questions,
})

const hit = (target: Target, score: number): Hit => ({
  target,
  score,
  question: '?',
  evidence: {
    classifier: 0,
    similarity: 0.5,
    tokens: 0,
    coverage: 1,
    passage: 0,
    meaning: 0,
    passageMeaning: 0,
  },
})

/** A match with one notice and these scores; what is left to 1 is the probability of none. */
export const matchOf = (...scored: Scored): readonly [NoticeMatch] => [noticeMatchOf('rules', ...scored)]

type Scored = readonly (readonly [FaqEntry | DeclineEntry, number])[]

export function noticeMatchOf(notice: string, ...scored: Scored): NoticeMatch {
  const hits = scored
    .map(([entry, score]) =>
      'quotes' in entry ? hit({ kind: 'entry', entry }, score) : hit({ kind: 'decline', entry }, score),
    )
    .sort((a, b) => b.score - a.score)
  const none = 1 - hits.reduce((sum, { score }) => sum + score, 0)
  return { notice, entries: 20, written: 500, subject: 0, hits, none, unknown: 0, unknownWords: [] }
}
