/** A word of a normalised text and where it begins there. */
export interface Token {
  readonly text: string
  readonly start: number
}

/** Words and numbers of a normalised text, in order. Hyphens, slashes and other punctuation separate. */
export function tokenize(normalized: string): Token[] {
  return [...normalized.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ text: match[0], start: match.index }))
}
