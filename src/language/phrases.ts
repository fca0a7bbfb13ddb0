/**
 * A pattern that finds any of the phrases as whole words, in any case. Phrases may use the syntax of regular
 * expressions; `\b` would not do, since for JavaScript "ß" and "ü" are no letters of a word.
 */
export function phrases(...alternatives: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives.join('|')})(?![\p{L}\p{N}])`, 'iu')
}

/** The same, only at the start of a text. */
export function openingPhrases(...alternatives: readonly string[]): RegExp {
  return new RegExp(String.raw`^(?:${alternatives.join('|')})(?![\p{L}\p{N}])`, 'iu')
}
