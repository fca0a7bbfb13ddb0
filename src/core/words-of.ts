import { toWords } from '../language/words.ts'
import type { Word } from '../language/words.ts'

/** Joins the normalised words of a message, without signs, to compare it with a list. */
export const joinWords = (words: readonly Word[]): string => words.flatMap(({ parts }) => parts).join(' ')

/** The same of a text that nobody has read yet; empty for one that is too long to be a command. */
export const wordsOf = (text: string): string =>
  text.length > longestCommand ? '' : joinWords(toWords(text))

/** In characters. */
const longestCommand = 80
