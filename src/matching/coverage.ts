import { stemsOf } from '../language/analyzer.ts'
import type { AnalyzedWord } from '../language/analyzer.ts'

/** The numbers of the targets whose phrasings or quotes use a stem. */
export type UsersOfStems = ReadonlyMap<string, ReadonlySet<number>>

/** The stems of one text of a target: a phrasing, or what it quotes. */
export interface StemmedText {
  readonly stems: readonly string[]
  /** The target's number. */
  readonly target: number
}

export function usersOfStems(texts: readonly StemmedText[]): UsersOfStems {
  const users = new Map<string, Set<number>>()
  for (const { stems, target } of texts) {
    for (const stem of stems) {
      const known = users.get(stem)
      if (known) known.add(target)
      else users.set(stem, new Set([target]))
    }
  }
  return users
}

/**
 * How much of a query each target accounts for: the share of the query's content words that its own texts use, 0..1, a word counting the
 * more the fewer targets use it. Another topic that is asked for in the same manner ("Wo stehen die Fahrräder?") shows by the word that is left over.
 *
 * @param targets how many there are
 */
export function coverageByTarget(
  words: readonly AnalyzedWord[],
  users: UsersOfStems,
  targets: number,
): Float64Array {
  const covered = new Float64Array(targets)
  let total = 0
  for (const word of words) {
    if (!word.content) continue
    const using = new Set(stemsOf(word).flatMap((stem) => [...(users.get(stem) ?? [])]))
    const rarity = Math.log(1 + targets / Math.max(1, using.size))
    total += rarity
    for (const target of using) covered[target] = (covered[target] ?? 0) + rarity
  }
  return covered.map((sum) => (total === 0 ? 1 : sum / total))
}
