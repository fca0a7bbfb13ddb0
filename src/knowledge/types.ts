import type { Concept } from '../language/lexicon.ts'

/** Stable id of a passage: `<notice>/<section number>.<paragraph>.<sentence>`, all counted from 1. */
export type PassageId = string & { readonly brand: 'PassageId' }

/** The smallest quotable unit: one sentence of a notice, word for word. */
export interface Passage {
  readonly id: PassageId
  readonly text: string
}

export interface Paragraph {
  /** Position in its section, counted from 1, as citations state it. */
  readonly number: number
  readonly passages: readonly Passage[]
}

export interface Section {
  /** The heading; `undefined` for the text that stands directly below the notice's title. */
  readonly title: string | undefined
  readonly paragraphs: readonly Paragraph[]
}

export interface Notice {
  readonly id: string
  readonly title: string
  readonly url: string | undefined
  /** Date of the notice's text as its front matter states it (ISO 8601). */
  readonly date: string | undefined
  readonly sections: readonly Section[]
}

/** Where a quote stands. */
export interface Citation {
  readonly notice: string
  readonly section: string | undefined
  readonly paragraph: number
  readonly url: string | undefined
}

/** Verbatim text of one or more neighbouring passages of one paragraph. */
export interface Quote {
  readonly text: string
  readonly passages: readonly PassageId[]
  readonly citation: Citation
}

export type Language = 'de' | 'en'

/** The same text for readers of either language. */
export type Bilingual = Readonly<Record<Language, string>>

/** Example questions and the quotes that answer them. */
export interface FaqEntry {
  readonly id: string
  readonly notice: string
  readonly topic: Bilingual
  readonly questions: Readonly<Record<Language, readonly string[]>>
  /** At least one. */
  readonly quotes: readonly Quote[]
}

/** Example questions which the notice does not answer, and a sentence that says so. */
export interface DeclineEntry {
  readonly id: string
  readonly notice: string
  readonly gap: Bilingual
  readonly questions: Readonly<Record<Language, readonly string[]>>
}

export interface KnowledgeBase {
  readonly notices: readonly Notice[]
  readonly entries: readonly FaqEntry[]
  readonly declines: readonly DeclineEntry[]
  readonly lexicon: readonly Concept[]
}
