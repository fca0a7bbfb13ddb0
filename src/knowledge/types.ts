import type { Concept } from '../language/lexicon.ts'

/** Stable id of a passage: `<notice>/<section number>.<paragraph>.<place>`, all counted from 1. */
export type PassageId = string & { readonly brand: 'PassageId' }

/** Where a passage stands that is an item of a list or a row of a table. */
export interface ItemPlace {
  /** As people name it: its own number or letter, or its position; with those of the items around it, as in "2 b".
   * Empty for a table's header. */
  readonly label: string
  /** 0 for items of the outermost list. */
  readonly depth: number
}

/** The smallest quotable unit of a notice, word for word: a sentence, an item of a list with its mark, a row of a table. */
export interface Passage {
  readonly id: PassageId
  readonly text: string
  /** The first sentence of an item; a further sentence of the same item has none. */
  readonly item?: ItemPlace
  /** Passages that a reader needs before this: the sentence that introduces the list, the item around a nested one, a table's header. */
  readonly leadIn?: PassageId
}

export interface Paragraph {
  /** Its own number, as in "(2)", or else its position in its section, counted from 1; citations state it. */
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
  /** Names that every question to the notice implies, such as "Softphone": of what it is about, and of whose it is. May be empty. */
  readonly implied: readonly string[]
  readonly sections: readonly Section[]
}

/** Where a quote stands. */
export interface Citation {
  readonly notice: string
  readonly section: string | undefined
  readonly paragraph: number
  /** The item's label, if the quote is one item of a list. */
  readonly item?: string
  readonly url: string | undefined
}

/** Verbatim text of one or more neighbouring passages of one paragraph. */
export interface Quote {
  /** With what introduces it, if that is needed; items stand on lines of their own. */
  readonly text: string
  /** Those that were asked for, without what introduces them. */
  readonly passages: readonly PassageId[]
  readonly citation: Citation
}

export type Language = 'de' | 'en'

/** The same text for readers of either language; readers of English get the German one if there is no other. */
export interface Bilingual {
  readonly de: string
  readonly en?: string
}

/** Example questions and the quotes that answer them. */
export interface FaqEntry {
  /** `<notice>/<id in its file>`, so that every notice may have an entry "kosten". */
  readonly id: string
  readonly notice: string
  readonly topic: Bilingual
  /** Those that people review come first; either language may have none. */
  readonly questions: Readonly<Record<Language, readonly string[]>>
  /** At least one. */
  readonly quotes: readonly Quote[]
}

/** Example questions which the notice does not answer, and a sentence that says so. */
export interface DeclineEntry {
  /** `<notice>/<id in its file>`, or `general/<id in its file>`. */
  readonly id: string
  /** `undefined` for what no notice answers. */
  readonly notice: string | undefined
  readonly sentence: Bilingual
  readonly questions: Readonly<Record<Language, readonly string[]>>
  /** True if its questions name no topic ("Und wie ist das?"), so that what was said before decides. */
  readonly vague?: boolean
  /** True if what it answers is about no service, so that nobody else has to be asked. */
  readonly smallTalk?: boolean
  /** The bot's command that its questions ask for in other words; the reply is that of the command. */
  readonly command?: AskedCommand
}

/** Commands that people ask for in words of their own, too: "Welche Themen kennst du?". */
export const askedCommands = ['greeting', 'help', 'topics', 'privacy'] as const
export type AskedCommand = (typeof askedCommands)[number]

export interface KnowledgeBase {
  readonly notices: readonly Notice[]
  readonly entries: readonly FaqEntry[]
  readonly declines: readonly DeclineEntry[]
  readonly lexicon: readonly Concept[]
}
