import { wordsOfLanguage } from './function-words.ts'
import { toWords } from './words.ts'
import type { Word } from './words.ts'

/** How many words at the start of a text decide; more change nothing in practice. */
const maxWords = 400
const umlaut = /[äöüß]/i

/** German or English, by the function words and the umlauts; German where both or neither speak for it. */
export function languageOf(words: readonly Word[]): 'de' | 'en' {
  let score = 0
  for (const { text, written } of words.slice(0, maxWords)) {
    if (wordsOfLanguage.de.has(text) || umlaut.test(written)) score++
    if (wordsOfLanguage.en.has(text)) score--
  }
  return score < 0 ? 'en' : 'de'
}

/** The same of a text that nobody has read yet. */
export const detectLanguage = (text: string): 'de' | 'en' => languageOf(toWords(text))
