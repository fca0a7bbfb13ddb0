import { editDistance } from './edit-distance.ts'
import { characterNgrams } from './ngrams.ts'
import { stem } from './stem.ts'

/** Words shorter than this are never corrected: too many real words lie one letter apart. */
const minCorrectable = 4
/** From this length on two typing errors are forgiven, below it one. */
const longWord = 8
const forgiven = (word: string) => (word.length >= longWord ? 2 : 1)
/** At most so many words are compared letter by letter; they are the ones that share the most bigrams. */
const maxCompared = 40
/** Parts of compounds are at least this long; shorter ones ("amt", "ort") split words that are none. */
const minPart = 4
/** Words longer than this are no words; splitting them would cost time for nothing. */
const maxCompound = 60

/** Elements that join the parts of German compounds. */
const links = ['', 's', 'es', 'n', 'en', 'er', 'e']

/** The stems of the knowledge's words, as lexicon for spelling correction and for splitting compounds. */
export interface Vocabulary {
  has(stem: string): boolean
  /** The known stem that is most probably meant by a misspelt one, if there is one. */
  correct(stem: string): string | undefined
  /**
   * The stems of the known words that a compound consists of (two or three, joined directly or by a linking element), after Koehn
   * and Knight, "Empirical Methods for Compound Splitting", EACL 2003; the fewest and longest parts win. Empty if the
   * word is no such compound.
   */
  split(word: string): readonly string[]
}

/** Whether a stem is that of a known word but for a typing error, of which a long word may have two, or for an f in place of ph. */
export function isMisspelt(word: string, known: string): boolean {
  if (Math.min(word.length, known.length) < minCorrectable) return false
  const limit = forgiven(known)
  return editDistance(word.replaceAll('ph', 'f'), known.replaceAll('ph', 'f'), limit) <= limit
}

/** @param counts stems and how often each occurs */
export function createVocabulary(counts: ReadonlyMap<string, number>): Vocabulary {
  let byBigram: ReturnType<typeof indexByBigram> | undefined
  const known = (word: string) => {
    const stemmed = stem(word)
    return counts.has(stemmed) ? stemmed : undefined
  }
  return {
    has: (word) => counts.has(word),
    // Made for the first word that nobody knows: it takes longer than a hundred questions.
    correct: (word) => correct(word, counts, (byBigram ??= indexByBigram(counts.keys()))),
    split: (word) =>
      word.length > maxCompound ? [] : (splitInto(word, 2, known) ?? splitInto(word, 3, known) ?? []),
  }
}

function indexByBigram(words: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const word of words) {
    if (word.length < minCorrectable) continue
    for (const gram of new Set(characterNgrams(word, 2))) {
      const list = index.get(gram)
      if (list) list.push(word)
      else index.set(gram, [word])
    }
  }
  return index
}

function correct(
  word: string,
  counts: ReadonlyMap<string, number>,
  byBigram: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (word.length < minCorrectable || word.length > maxCompound) return undefined
  const limit = forgiven(word)
  let best: { word: string; distance: number; count: number } | undefined
  for (const candidate of mostSimilar(word, byBigram)) {
    const distance = editDistance(word, candidate, limit)
    if (distance > limit) continue
    const count = counts.get(candidate) ?? 0
    if (!best || distance < best.distance || (distance === best.distance && count > best.count)) {
      best = { word: candidate, distance, count }
    }
  }
  return best?.word
}

function mostSimilar(word: string, byBigram: ReadonlyMap<string, readonly string[]>): string[] {
  const shared = new Map<string, number>()
  for (const gram of new Set(characterNgrams(word, 2))) {
    for (const candidate of byBigram.get(gram) ?? []) {
      if (Math.abs(candidate.length - word.length) <= 2)
        shared.set(candidate, (shared.get(candidate) ?? 0) + 1)
    }
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1])
    .slice(0, maxCompared)
    .map(([candidate]) => candidate)
}

type Known = (word: string) => string | undefined

function splitInto(word: string, parts: number, known: Known): string[] | undefined {
  if (parts === 1) {
    const last = word.length >= minPart ? known(word) : undefined
    return last === undefined ? undefined : [last]
  }
  for (let end = word.length - minPart; end >= minPart; end--) {
    const head = headOf(word.slice(0, end), known)
    if (head === undefined) continue
    const tail = splitInto(word.slice(end), parts - 1, known)
    if (tail) return [head, ...tail]
  }
  return undefined
}

/** The known word at the front, without its linking element. */
function headOf(front: string, known: Known): string | undefined {
  for (const link of links) {
    if (!front.endsWith(link) || front.length - link.length < minPart) continue
    const head = known(front.slice(0, front.length - link.length))
    if (head !== undefined) return head
  }
  return undefined
}
