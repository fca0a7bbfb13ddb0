import type { Phrase, Word } from '../language/words.ts'

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

/** Without what may stand behind the last word and means nothing. */
export const trimmed = ({ text, words }: Phrase): Phrase => ({
  text: text.replace(trailing, '') || text,
  words,
})

/** Quotation marks, commas, blanks to be filled in. */
const trailing = /(?:[\s,;:_…"“”»«'*(–-]|\.\.\.)+$/u

/** Several phrases as one. */
export const joined = (phrases: readonly Phrase[]): Phrase => ({
  text: phrases
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' '),
  words: phrases.flatMap(({ words }) => words),
})

/** The first words of a phrase, as many as have room in `limit` characters; at least a part of the first one. */
export function clip({ text, words }: Phrase, limit: number): Phrase {
  if (text.length <= limit) return { text, words }
  const blank = text.lastIndexOf(' ', limit)
  const clipped = text.slice(0, blank > 0 ? blank : limit)
  let place = 0
  const isKept = ({ written }: Word) => {
    const found = clipped.indexOf(written, place)
    place = found < 0 ? Infinity : found + written.length
    return found >= 0
  }
  return { text: clipped, words: words.filter((word, i) => i === 0 || isKept(word)) }
}

/** The first phrases together, as many as have room in `limit` characters; at least a part of the first one. */
export function firstOf(phrases: readonly Phrase[], limit: number): Phrase {
  let length = 0
  return clip(joined(phrases.filter(({ text }, i) => (length += text.length + 1) <= limit || i === 0)), limit)
}

/** The last ones together; at least a part of the last one. */
export function lastOf(phrases: readonly Phrase[], limit: number): Phrase {
  let room = limit
  const kept = phrases.toReversed().filter(({ text }, i) => (room -= text.length + 1) >= 0 || i === 0)
  return clip(joined(kept.toReversed()), limit)
}
