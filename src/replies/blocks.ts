import { inLanguage } from '../knowledge/in-language.ts'
import type { Bilingual, FaqEntry, Language } from '../knowledge/types.ts'
import type { Block, Inline } from './types.ts'

export const paragraph = (...content: readonly Inline[]): Block => ({ type: 'paragraph', content })

/** A sentence of the bot's as a paragraph of its own. */
export const say = (language: Language, sentence: Bilingual): Block =>
  paragraph(inLanguage(sentence, language))

/** A sentence in both languages, for somebody who has not shown yet which one to use. */
export const sayInBoth = ({ de, en }: Required<Bilingual>): readonly Block[] => [paragraph(de), paragraph(en)]

export const heading = (text: string): Block => ({ type: 'heading', text })

export const list = (items: readonly string[], ordered = false): Block => ({ type: 'list', ordered, items })

/** Each quote of an entry with its source. */
export const quotations = ({ quotes }: FaqEntry): readonly Block[] =>
  quotes.map(({ text, citation }) => ({ type: 'quotation', text, citation }))
