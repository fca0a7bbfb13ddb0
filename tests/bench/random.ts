/** Numbers in 0..1, the same for the same seed (mulberry32, T. Ettinger). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

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
