import { normalize } from './normalize.ts'

/** A word of a text. Everything that reads texts, from the reading of a message to the matching, reads these. */
export interface Word {
  /** As it stands in the text. */
  readonly written: string
  /** Normalised; hyphens and apostrophes stay. */
  readonly text: string
  /** The parts of a word with hyphens or apostrophes, else the word itself. */
  readonly parts: readonly string[]
  /** Where it stands in its text (UTF-16 units). */
  readonly start: number
  readonly end: number
}

/** A text with its words, so that nobody after has to look for them again. It begins with the first word, if it has one. */
export interface Phrase {
  readonly text: string
  readonly words: readonly Word[]
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf}]*)*/gu
const plain = /^[a-zA-Z0-9]+$/
const joint = /[^\p{L}\p{N}]+/u

/** The words and numbers of a text in their order. Slashes and other marks separate them. Takes time linear in the text's length. */
export function toWords(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: written, index }) => {
    const place = { written, start: index, end: index + written.length }
    if (plain.test(written)) {
      const lower = written.toLowerCase()
      return { ...place, text: lower, parts: [lower] }
    }
    const normalized = normalize(written).replaceAll('’', "'")
    return { ...place, text: normalized, parts: normalized.split(joint).filter((part) => part !== '') }
  })
}

export function toPhrase(text: string): Phrase {
  const words = toWords(text)
  return { text: text.slice(words[0]?.start), words }
}
