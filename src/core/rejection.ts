import type { Language } from '../knowledge/types.ts'
import { wordsOf } from './words-of.ts'

/** Phrases that reject an answer as not the one wanted, in normalised words, divided by a bar. */
export const rejections: Readonly<Record<Language, string>> = {
  de: 'leider nicht|nicht wirklich|falsch|das ist falsch|stimmt nicht|das stimmt nicht|passt nicht|das passt nicht|hilft nicht|hilft mir nicht|das hilft nicht|das hilft mir nicht|das hilft mir nicht weiter|hat nicht geholfen|das hat nicht geholfen|das ist es nicht|das war es nicht|das meine ich nicht|das meinte ich nicht|das habe ich nicht gefragt|das war nicht meine frage|das ist nicht meine frage|das beantwortet meine frage nicht',
  en: 'not really|wrong|that is wrong|that s wrong|that is not it|that s not it|that does not help|that doesn t help|that did not help|not what i meant|that is not what i meant|that s not what i meant|that is not what i asked|that s not what i asked|that was not my question',
}

const no = /^(?:nein|noe|nee|no|nope)(?: |$)/
const phrases = new Set(['', ...Object.values(rejections).flatMap((list) => list.split('|'))])

/** "Nein", "das meinte ich nicht" or both, if a message consists of nothing else. */
export function isRejection(text: string): boolean {
  const words = wordsOf(text)
  return words !== '' && phrases.has(words.replace(no, ''))
}
