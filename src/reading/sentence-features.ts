import type { Phrase, Word } from '../language/words.ts'
import { indirectStart, opensQuestion } from './question-form.ts'
import { marksBehind } from '../language/phrase-parts.ts'
import type { SaidSentence } from './said-sentence.ts'

/** So many words at the start of a sentence are features of their own. */
const firstWords = 3
/** So many words of the next sentence are features of this one: "hab nachgesehen" behind a question answers it. */
const nextWords = 4
/** Longer sentences are logs; their first words decide. */
const maxWords = 60
/** Emoji are looked for in so many of the last characters. */
const maxTail = 200
/** How much more a mark counts than a word, of which there are many more. */
const shapeValue = 2

/**
 * The features by which a sentence is classified: its words, the first and last ones also by their place, marks, length, and how
 * its neighbours begin and end. A name begins with its kind, so that kinds don't collide.
 *
 * @param opening the name that the message calls at its start; empty for nobody in particular
 * @returns the features with their values, together a vector of unit length
 */
export function sentenceFeatures(
  sentences: readonly SaidSentence[],
  index: number,
  opening: string,
): ReadonlyMap<string, number> {
  const sentence = sentences[index]
  if (sentence === undefined) return new Map()
  const around = neighbours(sentence, sentences[index - 1], sentences[index + 1])
  const shape = ['always', ...marks(sentence, opening), ...around]
  const values = new Map<string, number>([...wordFeatures(sentence), ...shape].map((name) => [name, 1]))
  for (const name of shape) values.set(name, shapeValue)
  const length = Math.hypot(...values.values())
  return new Map([...values].map(([name, value]) => [name, value / length]))
}

function wordFeatures({ phrase, whole }: SaidSentence): string[] {
  const words = textsOf(phrase.words)
  const call = textsOf(whole.words.slice(0, whole.words.length - phrase.words.length))
  return [
    ...call.map((word) => `call ${word}`),
    ...words.map((word) => `w ${word}`),
    ...words.slice(0, firstWords).map((word, i) => `${i} ${word}`),
    `end ${words.at(-1) ?? ''}`,
    `ending ${(words.at(-1) ?? '').slice(-2)}`,
    `length ${Math.min(Math.ceil(Math.log2(words.length + 1)), 5)}`,
  ]
}

function marks({ text, phrase }: SaidSentence, opening: string): string[] {
  const { words } = phrase
  const mark = markOf(text)
  const inside = /[?][^?]*\p{L}/u.test(text)
  const first = words[0]?.text ?? ''
  return [
    `mark ${mark}`,
    ...openingFeatures(opening).flatMap((name) => [name, `${name} ${mark}`]),
    ...(opensQuestion(words) ? ['opens', `opens ${mark}`] : []),
    ...(indirectStart(words) < 0 ? [] : ['indirect', `indirect ${mark}`, `indirect ${first}`]),
    ...clauseStarts(phrase),
    ...(inside ? ['mark inside'] : []),
    ...(/^\p{Ll}/u.test(text) ? [`small ${mark}`] : []),
    ...Array.from(
      text.slice(-maxTail).matchAll(/\p{Extended_Pictographic}/gu),
      ([emoji]) => `emoji ${emoji}`,
    ),
  ]
}

/** "…: ja, gibt es": the first word of each clause with the mark before it. */
const clauseStarts = (phrase: Phrase): string[] =>
  phrase.words.slice(1, maxWords).flatMap(({ text }, i) => {
    const mark = /[,:;](?=\s)/.exec(marksBehind(phrase, i))?.[0]
    return mark === undefined ? [] : [`inside ${mark}`, `after ${mark} ${text}`]
  })

/** Its words, of which those that are seen once, as names are, will not be known. */
function openingFeatures(opening: string): string[] {
  if (opening === '') return []
  const words = opening.replace('@', '').split(' ')
  return [
    'opening',
    `opening of ${words.length}`,
    ...words.map((word) => `opening ${word}`),
    ...(opening.startsWith('@') ? ['opening @'] : []),
  ]
}

function neighbours({ text }: SaidSentence, before?: SaidSentence, after?: SaidSentence): string[] {
  const mark = markOf(text)
  const behind = `before ${before === undefined ? 'none' : markOf(before.text)} ${mark}`
  if (after === undefined) return [behind, `after none ${mark}`]
  const next = textsOf(after.whole.words)
  return [
    behind,
    `after ${markOf(after.text)} ${mark}`,
    `after ${mark} ${next[0] ?? ''}`,
    `after ${mark} ${after.text.length < 40 ? 'short' : 'long'}`,
    ...next.slice(0, nextWords).map((word) => `then ${word}`),
  ]
}

const textsOf = (words: readonly Word[]) => words.slice(0, maxWords).map(({ text }) => text)

function markOf(text: string): string {
  const end = /[?!.…:]*(?=["“”»«')\]]*$)/u.exec(text.slice(-12))?.[0] ?? ''
  if (end === '') return 'none'
  if (end.includes('?')) return end.length > 1 ? '??' : '?'
  return end.slice(0, 1)
}
