import type { KnowledgeBase, Notice, Passage } from './types.ts'

/** A sentence of a notice under the label by which labelled messages name it. */
export interface LabelledSentence {
  readonly label: string
  /** Folded by `fold`. */
  readonly text: string
}

/** Texts are compared after compatibility folding (NFKC), with white space folded to single blanks. */
const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim()

/**
 * Labels count the sentences of each section: `A1` is the first sentence of the first section, `B5` the fifth of the second.
 * With more than one notice they read `<notice>/A1`.
 */
export function labelSentences({ notices }: Pick<KnowledgeBase, 'notices'>): LabelledSentence[] {
  if (notices.length === 1) return notices.flatMap(labelNotice)
  return notices.flatMap((notice) =>
    labelNotice(notice).map(({ label, text }) => ({ label: `${notice.id}/${label}`, text })),
  )
}

const labelNotice = (notice: Notice): LabelledSentence[] =>
  labelPassages(notice).map(({ label, passage }) => ({ label, text: fold(passage.text) }))

/** The passages of a notice, each under its label. */
export function labelPassages({ sections }: Pick<Notice, 'sections'>): {
  readonly label: string
  readonly passage: Passage
}[] {
  return sections.flatMap((section, s) =>
    section.paragraphs
      .flatMap((paragraph) => paragraph.passages)
      .map((passage, i) => ({ label: `${letters(s)}${i + 1}`, passage })),
  )
}

/** 0 → A, 25 → Z, 26 → AA, as the columns of a spreadsheet. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/** Labels of all sentences that stand in the quote as a whole. */
export function sentencesIn(quote: string, sentences: readonly LabelledSentence[]): string[] {
  const text = fold(quote)
  return sentences.filter((sentence) => text.includes(sentence.text)).map(({ label }) => label)
}
