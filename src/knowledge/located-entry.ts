import type { Position } from '../documents/parse-document.ts'
import type { Origin } from './phrasings.ts'
import type { DeclineEntry, FaqEntry, Language } from './types.ts'

export type Place = Position & { readonly file: string }

/** An example question and where it stands. */
export interface LocatedPhrasing {
  readonly text: string
  readonly language: Language
  /** `reviewed` for those in faq.yaml and declines.yaml. */
  readonly origin: Origin | 'reviewed'
  readonly place: () => Place
}

/** An entry and where it and its questions stand, for those who point people to a line. */
export interface LocatedEntry {
  /** As in its file, without the notice. */
  readonly id: string
  readonly entry: FaqEntry | DeclineEntry
  readonly place: () => Place
  readonly phrasings: readonly LocatedPhrasing[]
}
