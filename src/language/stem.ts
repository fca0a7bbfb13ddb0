/** Digraphs that count as one letter while suffixes are stripped, so that "sch" or "ie" is not cut apart. */
const packed = [
  ['sch', '$'],
  ['ei', '%'],
  ['ie', '&'],
] as const

/**
 * German stem of a normalised word, by the CISTEM algorithm (Weissweiler and Fraser, "Developing a Stemmer for German
 * Based on a Comparative Analysis of Publicly Available Stemmers", GSCL 2017), case-insensitive variant. Umlauts are
 * already written out here (see `normalize`), so its umlaut rule does not apply. English words pass through the same
 * rules; what matters is that index and query agree.
 */
export function stem(word: string): string {
  let rest = word.replace(/^ge(.{4,})$/, '$1')
  for (const [letters, sign] of packed) rest = rest.replaceAll(letters, sign)
  rest = rest.replace(/(.)\1/g, '$1*')
  rest = stripSuffixes(rest)
  rest = rest.replace(/(.)\*/g, '$1$1')
  for (const [letters, sign] of packed) rest = rest.replaceAll(sign, letters)
  return rest
}

function stripSuffixes(word: string): string {
  let rest = word
  while (rest.length > 3) {
    const shorter =
      rest.length > 5 && /(?:em|er|nd)$/.test(rest) ? rest.slice(0, -2) : rest.replace(/[tesn]$/, '')
    if (shorter === rest) break
    rest = shorter
  }
  return rest
}
