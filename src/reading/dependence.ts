import { phrases } from '../language/phrases.ts'
import { toWords } from '../language/words.ts'
import { anaphora, askingWords, functionWords, handingOnWords } from './word-classes.ts'

/** "es" and "there" that stand for nothing. */
const expletive = phrases('gibts? es', 'geht es', 'handelt es', '(?:is|are) there')
const articles = /^(?:die|der|den|dem|so)$/
/** "das Wetter": an article, if its noun is capitalised. Without capitals most that follows "das" is no noun ("ist das sicher"). */
const nounPhrase = /(?<!\p{L})[Dd]as (?=\p{Lu}\p{Ll})/gu

/** Whether a question can't be understood alone: few words of its own, one of which points back, or hardly any. */
export function isDependent(text: string): boolean {
  const words = pointingWords(text)
  const own = words.filter((word) => !functionWords.has(word) && !anaphora.has(word)).length
  return own === 0 || (own <= 2 && words.some((word, index) => isPointer(word, words[index + 1])))
}

/** Whether a text points back to something said before it. */
export function pointsBack(text: string): boolean {
  const words = pointingWords(text)
  return words.length < 3 || words.some((word, index) => isPointer(word, words[index + 1]))
}

/** The words among which one may point back. */
const pointingWords = (text: string): readonly string[] =>
  toWords(text.replace(expletive, '').replace(nounPhrase, '')).map((word) => word.text)

/** "der", "die" and the like point back where no noun follows them: "Und wo steht der?", "Brauchen wir den noch?" */
function isPointer(word: string, next: string | undefined): boolean {
  return articles.test(word) ? next === undefined || functionWords.has(next) : anaphora.has(word)
}

/** Whether a text says what it is about, rather than only that something is asked. */
export function hasTopic(text: string): boolean {
  const empty = (word: string) =>
    functionWords.has(word) || anaphora.has(word) || askingWords.has(word) || handingOnWords.has(word)
  return toWords(text).some((word) => !empty(word.text))
}
