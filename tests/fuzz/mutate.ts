const poison: unknown = JSON.parse('{"__proto__":{"polluted":1}}')

/** Values that decoders stumble over. */
const nasty: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, Number.MAX_SAFE_INTEGER, '', ' ', '\u0000', '\ud800', 'x'.repeat(100_000)],
  ...['__proto__', 'constructor', '!', '$', '@', '@:', '!room:staff.test', '$event', '@bot:staff.test'],
  ...[[], {}, [[[[[[]]]]]], poison],
]

/** A copy of `value` in which something is replaced, removed, doubled or nested, at random. */
export function mutate(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  if (random() < 0.06) return pick(nasty)
  if (random() < 0.01) return nest(value, Math.floor(random() * 20_000))
  if (typeof value === 'string') return mutateText(value, random)
  if (Array.isArray(value)) {
    const items = value.filter(() => random() > 0.03).map((item) => mutate(item, random))
    return random() < 0.03 ? [...items, ...items] : items
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(() => random() > 0.03)
    return Object.fromEntries(
      entries.map(([key, inner]) => [random() < 0.02 ? 'x' : key, mutate(inner, random)]),
    )
  }
  return value
}

/** The same for a text, e.g. of a file. */
export function mutateText(text: string, random: () => number): string {
  if (random() > 0.1) return text
  const at = Math.floor(random() * (text.length + 1))
  const length = Math.floor(random() * 20)
  const inserted = ['', ':', '\n', '\t', '- ', '&a ', '*a', '{', ']', '"', '\u0000', '\ufeff', '---\n', '> ']
  const noise = inserted[Math.floor(random() * inserted.length)] ?? ''
  return text.slice(0, at) + noise + text.slice(at + length)
}

function nest(value: unknown, depth: number): unknown {
  let nested = value
  for (let i = 0; i < depth; i++) nested = { m: nested }
  return nested
}
