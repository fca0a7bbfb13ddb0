import type { KnowledgeBase } from '../../knowledge/types.ts'
import { countConfusions } from './confusions.ts'
import type { Confusion } from './confusions.ts'
import { withCurrentLabels } from './current-labels.ts'
import { groupFigures } from './groups.ts'
import type { Group } from './groups.ts'
import type { Judge } from './judgement.ts'
import { listKnownEntries } from './known-entry.ts'
import type { LabelledMessage } from './labelled-message.ts'
import { riskCoverage } from './risk-coverage.ts'
import type { RiskPoint } from './risk-coverage.ts'
import { scoreMessage } from './score.ts'
import type { ScoredMessage } from './score.ts'
import { labelSentences } from '../../knowledge/sentence-labels.ts'

export interface Evaluation {
  readonly scored: readonly ScoredMessage[]
  readonly groups: readonly Group[]
  readonly entries: readonly string[]
  readonly confusions: readonly Confusion[]
  /** Messages meant for the bot, and unaddressed ones in rooms. */
  readonly risk: Readonly<Record<'addressed' | 'room', readonly RiskPoint[]>>
}

/**
 * Lets `judge` decide about every message and compares with what its label asks for.
 *
 * @throws UnknownLabelError if a label names a sentence that the notices don't have
 */
export function evaluateMessages(
  messages: readonly LabelledMessage[],
  knowledge: KnowledgeBase,
  judge: Judge,
): Evaluation {
  const sentences = labelSentences(knowledge)
  const entries = listKnownEntries(knowledge, sentences)
  const current = withCurrentLabels(messages, sentences)
  const scored = current.map((message) => scoreMessage(message, judge.judge(message), sentences))
  const inRoom = ({ message }: ScoredMessage) => message.context === 'room'
  return {
    scored,
    groups: groupFigures(scored),
    entries: entries.map(({ id }) => id),
    confusions: countConfusions(scored, entries),
    risk: {
      addressed: riskCoverage(
        scored.filter((one) => !inRoom(one)),
        entries,
      ),
      room: riskCoverage(scored.filter(inRoom), entries),
    },
  }
}
