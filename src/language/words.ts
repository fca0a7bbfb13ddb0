/** A word of a text, in lower case, with the place where it stands in that text (UTF-16 units). */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}]+)*/gu

/** The words of a text in their order; hyphened words and words with an apostrophe stay whole. */
export function toWords(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
