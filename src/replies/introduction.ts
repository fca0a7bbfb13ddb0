import { sentences } from './sentences.ts'
import type { Persona, Reply } from './types.ts'

/** Said once in each room that the bot enters, in both languages, since nobody has said anything to it there yet. */
export function introduction({ name }: Pick<Persona, 'name'>): Reply {
  const { de, en } = sentences.introduction
  return {
    language: 'de',
    blocks: [
      { type: 'paragraph', content: [`Guten Tag, hier ist ${name}. ${de}`] },
      { type: 'paragraph', content: [`Hello, this is ${name}. ${en}`] },
    ],
  }
}
