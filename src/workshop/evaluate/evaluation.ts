import { CommandError } from '../../cli/command-error.ts'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { countConfusions } from './confusions.ts'
import type { Confusion } from './confusions.ts'
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

export class UnknownLabelError extends CommandError {
  constructor(message: LabelledMessage, label: string, known: readonly string[]) {
    super(`${message.file}: ${message.id}: no sentence "${label}"; the notices have ${known.join(' ')}`)
  }
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
  checkLabels(
    messages,
    sentences.map(({ label }) => label),
  )
  const entries = listKnownEntries(knowledge, sentences)
  const scored = messages.map((message) => scoreMessage(message, judge.judge(message), sentences))
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

function checkLabels(messages: readonly LabelledMessage[], known: readonly string[]): void {
  const labels = new Set(known)
  for (const message of messages) {
    const unknown = message.gold.flat().find((label) => !labels.has(label))
    if (unknown !== undefined) throw new UnknownLabelError(message, unknown, known)
  }
}
