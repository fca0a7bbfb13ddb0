import { functionWords } from '../language/function-words.ts'
import { stem } from '../language/stem.ts'
import { isMisspelt } from '../language/vocabulary.ts'
import type { Phrase, Word } from '../language/words.ts'
import { joined, marksBehind, partOf } from '../language/phrase-parts.ts'
import { isIn } from '../reading/word-lists.ts'

/** The stems of a name's words. */
export type StemmedName = readonly string[]

/** "mit dem neuen Softphone": so many words may stand between the preposition and the name. */
const maxBetween = 2
const adjective = /e[nmrs]?$/

/**
 * A query without the words that name what goes without saying: "Wo stehen beim Softphone die Server?" → "Wo stehen die Server?".
 * Only where a preposition comes before the name; elsewhere the question may be about just that ("Was ist ein Softphone?").
 *
 * @returns the query itself if there are no such words, or if nothing else is asked about
 */
export function withoutImplied(query: Phrase, names: readonly StemmedName[]): Phrase {
  const { words } = query
  const stems = words.map(({ text }) => stem(text))
  for (const start of words.keys()) {
    const from = prepositionBefore(words, start)
    const behind = stems.slice(start)
    const name = from < 0 ? undefined : names.find((one) => startsWith(behind, one))
    if (name === undefined) continue
    const rest = cutOut(query, from, start + name.length)
    return rest.words.some(({ text }) => !functionWords.has(text)) ? withoutImplied(rest, names) : query
  }
  return query
}

/** Tolerates typing errors, as people often misspell the name of the thing that they all write about: "beim Softfon". */
const startsWith = (stems: readonly string[], name: StemmedName) =>
  name.every((part, i) => part === stems[i] || isMisspelt(stems[i] ?? '', part))

/** The mark that ends the query stays. */
function cutOut(query: Phrase, from: number, to: number): Phrase {
  const head = partOf(query, 0, from)
  if (to < query.words.length) return joined([head, partOf(query, to)])
  return { ...head, text: head.text + marksBehind(query, to - 1).trim() }
}

/** Index of the preposition that a name depends on; -1 without one. */
function prepositionBefore(words: readonly Word[], name: number): number {
  const first = Math.max(0, name - 1 - maxBetween)
  const at = first + words.slice(first, name).findLastIndex(({ text }) => isIn('prepositions', text))
  if (at < first) return -1
  const between = words.slice(at + 1, name)
  const isArticle = (text: string) => functionWords.has(text)
  // "mit dem neuen", "beim neuen", "with the new"
  const fits = between.every(
    ({ text }, i) => isArticle(text) || (i === between.length - 1 && (i > 0 || adjective.test(text))),
  )
  return fits ? at : -1
}
