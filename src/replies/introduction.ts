import type { Bilingual } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Persona, Reply } from './types.ts'

const sentenceFor = {
  direct: sentences.introductionDirect,
  helpdesk: sentences.introductionHelpdesk,
  other: sentences.introductionOther,
  'service-desk': sentences.introductionServiceDesk,
} as const satisfies Record<string, Bilingual>

/** The kinds of rooms in which the bot behaves differently, and says so when it enters. */
export type Introduced = keyof typeof sentenceFor

/** Said once in each room that the bot enters, in both languages, since nobody has said anything to it there yet. */
export function introduction(kind: Introduced, { name }: Pick<Persona, 'name'>): Reply {
  const { de, en } = sentenceFor[kind]
  const named = (sentence: string) => sentence.replace('{name}', () => name)
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [`Guten Tag, hier ist ${name}. ${named(de)}`] },
      { type: 'paragraph', content: [`Hello, this is ${name}. ${named(en)}`] },
    ],
  }
}
