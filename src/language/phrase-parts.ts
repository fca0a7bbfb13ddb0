import type { Phrase, Word } from './words.ts'

export const nothing: Phrase = { text: '', words: [] }

/** Where the text of a phrase begins in what its words' places refer to; every phrase begins with its first word. */
const startOf = ({ words }: Phrase) => words[0]?.start ?? 0

/** The text between a word and the next one. */
export const marksBehind = (phrase: Phrase, index: number): string => {
  const { text, words } = phrase
  const start = startOf(phrase)
  return text.slice((words[index]?.end ?? start) - start, (words[index + 1]?.start ?? Infinity) - start)
}

/** A part of a sentence: its words, from one up to before another, with the marks between them and behind the last one. */
export function partOf(sentence: Phrase, from: number, to = sentence.words.length): Phrase {
  const words = sentence.words.slice(from, to)
  const start = startOf(sentence)
  const end = sentence.words[to]?.start ?? Infinity
  const text = sentence.text.slice((words[0]?.start ?? Infinity) - start, end - start)
  return { text: text.trimEnd(), words }
}

/** Several phrases as one; words have their places in its text. */
export function joined(phrases: readonly Phrase[]): Phrase {
  const words: Word[] = []
  let text = ''
  for (const phrase of phrases) {
    if (phrase.text === '') continue
    text += text === '' ? '' : ' '
    const moved = text.length - startOf(phrase)
    words.push(...phrase.words.map((word) => ({ ...word, start: word.start + moved, end: word.end + moved })))
    text += phrase.text
  }
  return { text, words }
}

/** The first phrases together, as many as have room in `limit` characters; at least the first one. */
export const firstOf = (phrases: readonly Phrase[], limit: number): Phrase => joined(fitting(phrases, limit))

/** The last ones together; at least the last one. */
export const lastOf = (phrases: readonly Phrase[], limit: number): Phrase =>
  joined(fitting(phrases.toReversed(), limit).toReversed())

function fitting(phrases: readonly Phrase[], limit: number): readonly Phrase[] {
  let length = 0
  const tooMany = phrases.findIndex(({ text }, i) => (length += text.length + 1) > limit && i > 0)
  return tooMany < 0 ? phrases : phrases.slice(0, tooMany)
}
