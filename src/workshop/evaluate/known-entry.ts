import type { KnowledgeBase } from '../../knowledge/types.ts'
import { sentencesIn } from '../../knowledge/sentence-labels.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'

/** An FAQ entry and the sentences that it quotes. */
export interface KnownEntry {
  readonly id: string
  readonly sentences: readonly string[]
}

export function listKnownEntries(
  { entries }: Pick<KnowledgeBase, 'entries'>,
  sentences: readonly LabelledSentence[],
): KnownEntry[] {
  return entries.map(({ id, quotes }) => ({
    id,
    sentences: quotes.flatMap(({ text }) => sentencesIn(text, sentences)),
  }))
}
