/** Fisher and Yates' shuffle of a copy. */
export function shuffle<T>(all: readonly T[], random: () => number): T[] {
  const keyed = all.map((value) => ({ value, key: random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value)
}

/** @throws RangeError of nothing */
export function pick<T>(all: readonly T[], random: () => number): T {
  const [picked] = all.slice(Math.floor(random() * all.length))
  if (picked === undefined) throw new RangeError('nothing to pick from')
  return picked
}
