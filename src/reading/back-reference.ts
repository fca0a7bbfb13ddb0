import { functionWords } from '../language/function-words.ts'
import type { Word } from '../language/words.ts'
import { pointingWords, questionWords, subjects } from './word-lists.ts'

const articles = new Set(['die', 'der', 'den', 'dem', 'so'])
/** "gibt es", "is there": words that stand for nothing. */
const expletives = new Set(['gibt es', 'geht es', 'handelt es', 'is there', 'are there'])

/** Whether a question can't be understood alone: few words of its own, one of which points back, or hardly any. */
export function isDependent(words: readonly Word[]): boolean {
  const own = words.filter(({ text }) => !isGrammar(text) && !pointingWords.has(text)).length
  return own === 0 || (own <= 2 && words.some((_, index) => isPointer(words, index)))
}

/** Whether a word has no topic of its own. */
export const isGrammar = (text: string) =>
  functionWords.has(text) || questionWords.has(text) || subjects.has(text)

/** Articles and "das" point back where no noun follows them: "Und wo steht der?", but "das Wetter" and "die neue Regel". */
function isPointer(words: readonly Word[], index: number): boolean {
  const [before, word, next] = [words[index - 1], words[index], words[index + 1]]
  if (word === undefined || !pointingWords.has(word.text)) return false
  if (expletives.has(`${before?.text ?? ''} ${word.text}`)) return false
  if (articles.has(word.text)) return next === undefined || isGrammar(next.text)
  return word.text !== 'das' || next === undefined || !/^\p{Lu}\p{Ll}/u.test(next.written)
}
