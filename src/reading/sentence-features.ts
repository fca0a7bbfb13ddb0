import type { Word } from '../language/words.ts'
import { indirectStart, opensQuestion } from './question-form.ts'
import type { SentenceInContext } from './said-sentence.ts'

const joke = /[\u{1F600}-\u{1F64F}\u{1F900}-\u{1F9FF}🥁🏝🍹]|(?:^|\s)(?:lol|haha|höhö|scnr)(?!\p{L})/iu
const settled = /never ?mind|(?<!\p{L})nvm|found it|erledigt|geklärt|gefunden/iu
/** Words at either end of a sentence that are features of their own. */
const edge = 3
/** Longer sentences are logs; their first words decide. */
const maxWords = 60
/** How much more a mark counts than a word, of which there are many more. */
const shapeValue = 2

/**
 * What the classifier knows of a sentence: its words, pairs of them, endings, its first and last words, marks, length, and how its
 * neighbours begin and end. A name begins with its kind, so that kinds don't collide.
 *
 * @returns the features with their values, together a vector of unit length
 */
export function sentenceFeatures(sentence: SentenceInContext): ReadonlyMap<string, number> {
  const shape = ['always', ...marks(sentence), ...neighbours(sentence)]
  const values = new Map<string, number>([...wordFeatures(sentence), ...shape].map((name) => [name, 1]))
  for (const name of shape) values.set(name, shapeValue)
  const length = Math.hypot(...values.values())
  return new Map([...values].map(([name, value]) => [name, value / length]))
}

function wordFeatures({ phrase, whole }: SentenceInContext): string[] {
  const words = textsOf(phrase.words)
  const call = textsOf(whole.words.slice(0, whole.words.length - phrase.words.length))
  return [
    ...call.map((word) => `call ${word}`),
    ...words.map((word) => `w ${word}`),
    ...words.slice(1).map((word, i) => `p ${words[i] ?? ''} ${word}`),
    ...words.filter((word) => word.length > 4).map((word) => `e ${word.slice(-3)}`),
    ...words.slice(0, edge).map((word, i) => `${i} ${word}`),
    ...words.slice(0, edge).map((word, i) => `${i}e ${word.slice(-2)}`),
    `start ${words.slice(0, 2).join(' ')}`,
    `end ${words.at(-1) ?? ''}`,
    `ending ${(words.at(-1) ?? '').slice(-2)}`,
    `length ${Math.min(Math.ceil(Math.log2(words.length + 1)), 5)}`,
  ]
}

function marks({ text, phrase: { words }, opening }: SentenceInContext): string[] {
  const mark = markOf(text)
  const inside = /[?][^?]*\p{L}/u.test(text)
  const quoted = /["„“»«][^"„“”»«]*[?]["“”»«]/u.test(text)
  const first = words[0]?.text ?? ''
  return [
    `mark ${mark}`,
    `mark ${mark} ${first}`,
    ...openingFeatures(opening).flatMap((name) => [name, `${name} ${mark}`]),
    ...(/\p{L}:$/u.test(text) ? ['colon'] : []),
    ...(text.includes(',') ? [`comma ${mark}`] : []),
    ...(opensQuestion(words) ? ['opens', `opens ${mark}`] : []),
    ...(indirectStart(words) < 0 ? [] : ['indirect', `indirect ${mark}`, `indirect ${first}`]),
    ...(inside ? ['mark inside'] : []),
    ...(quoted ? ['quoted question'] : []),
    ...(joke.test(text) ? ['joke'] : []),
    ...(/^\p{Ll}/u.test(text) ? [`small ${mark}`] : []),
  ]
}

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

function neighbours({ text, before, after }: SentenceInContext): string[] {
  const mark = markOf(text)
  const settles = settled.test(text) ? [`settled ${mark}`] : []
  const behind = `before ${before === undefined ? 'none' : markOf(before.text)} ${mark}`
  if (after === undefined) return [behind, ...settles, `after none ${mark}`]
  const [next = '', second = ''] = textsOf(after.whole.words)
  return [
    behind,
    ...settles,
    `after ${markOf(after.text)} ${mark}`,
    `after ${mark} ${next}`,
    `after ${mark} ${next} ${second}`,
    `after ${mark} ${after.text.length < 40 ? 'short' : 'long'}`,
    ...(joke.test(after.text) ? ['joke after'] : []),
    ...(settled.test(after.text) ? [`settled after ${mark}`] : []),
  ]
}

const textsOf = (words: readonly Word[]) => words.slice(0, maxWords).map(({ text }) => text)

function markOf(text: string): string {
  const end = /[?!.…:]*(?=["“”»«')\]]*$)/u.exec(text.slice(-12))?.[0] ?? ''
  if (end === '') return 'none'
  if (end.includes('?')) return end.length > 1 ? '??' : '?'
  return end.slice(0, 1)
}
