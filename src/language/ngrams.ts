/** Character n-grams of a normalised text, with a blank on either side of each word, so that word edges count. */
export function characterNgrams(text: string, size: number): string[] {
  const padded = ` ${text} `
  const grams: string[] = []
  for (let i = 0; i + size <= padded.length; i++) grams.push(padded.slice(i, i + size))
  return grams
}

/** Sørensen-Dice coefficient of two multisets' distinct members, 0..1. */
export function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const member of small) if (large.has(member)) shared++
  return (2 * shared) / (a.size + b.size)
}
