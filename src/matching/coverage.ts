import type { AnalyzedWord } from '../language/analyzer.ts'
import { toStems } from '../language/lexicon.ts'
import { quotedText } from './targets.ts'
import type { Target } from './match.ts'

/** The numbers of the targets whose phrasings or quotes use a stem. */
export type UsersOfStems = ReadonlyMap<string, readonly number[]>

export function usersOfStems(targets: readonly Target[]): UsersOfStems {
  const users = new Map<string, number[]>()
  targets.forEach((target, number) => {
    const { questions } = target.entry
    const texts = [...questions.de, ...questions.en, quotedText(target)]
    for (const stem of new Set(texts.flatMap(toStems))) {
      const known = users.get(stem)
      if (known) known.push(number)
      else users.set(stem, [number])
    }
  })
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
    const using = new Set(stemsOf(word).flatMap((stem) => users.get(stem) ?? []))
    const rarity = Math.log(1 + targets / Math.max(1, using.size))
    total += rarity
    for (const target of using) covered[target] = (covered[target] ?? 0) + rarity
  }
  return covered.map((sum) => (total === 0 ? 1 : sum / total))
}

const stemsOf = ({ status, stem, expansions }: AnalyzedWord) =>
  status === 'corrected' ? expansions : [stem, ...expansions]
