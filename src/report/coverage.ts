import type { KnowledgeBase, Passage } from '../knowledge/types.ts'

export interface PassageCoverage {
  readonly text: string
  /** How many entries quote it. */
  readonly entries: number
  /** How often it was quoted to somebody. */
  readonly answers: number
}

export interface SectionCoverage {
  readonly title: string | undefined
  /** The passages of each paragraph. */
  readonly paragraphs: readonly (readonly PassageCoverage[])[]
}

export interface NoticeCoverage {
  readonly title: string
  readonly sections: readonly SectionCoverage[]
}

/** Which sentences of the notices people were answered with. `answers` says how often each entry was. */
export function coverageOf(
  { notices, entries }: KnowledgeBase,
  answers: ReadonlyMap<string, number>,
): readonly NoticeCoverage[] {
  const cover = ({ id, text }: Passage): PassageCoverage => {
    const quoting = entries.filter(({ quotes }) => quotes.some(({ passages }) => passages.includes(id)))
    const total = quoting.reduce((sum, entry) => sum + (answers.get(entry.id) ?? 0), 0)
    return { text, entries: quoting.length, answers: total }
  }
  return notices.map(({ title, sections }) => ({
    title,
    sections: sections.map((section) => ({
      title: section.title,
      paragraphs: section.paragraphs.map(({ passages }) => passages.map(cover)),
    })),
  }))
}

export const passagesOf = (notices: readonly NoticeCoverage[]): readonly PassageCoverage[] =>
  notices.flatMap(({ sections }) => sections.flatMap(({ paragraphs }) => paragraphs.flat()))
