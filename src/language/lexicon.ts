import { stem } from './stem.ts'
import { toWords } from './words.ts'

/** Words of the domain that mean the same, under one name. A term may be a phrase of several words. */
export interface Concept {
  readonly id: string
  readonly terms: readonly string[]
}

export interface Lexicon {
  /** Ids of the concepts whose terms occur in a sequence of stems. */
  conceptsIn(stems: readonly string[]): string[]
}

interface StemmedTerm {
  readonly stems: readonly string[]
  readonly concept: string
}

/** By their first stem. */
export type StemmedTerms = ReadonlyMap<string, readonly StemmedTerm[]>

export function stemTerms(concepts: readonly Concept[]): StemmedTerms {
  const byFirstStem = new Map<string, StemmedTerm[]>()
  for (const { id, terms } of concepts) {
    for (const term of terms) {
      const stems = toStems(term)
      const [first] = stems
      if (first === undefined) continue
      byFirstStem.set(first, [...(byFirstStem.get(first) ?? []), { stems, concept: id }])
    }
  }
  return byFirstStem
}

export function createLexicon(terms: StemmedTerms): Lexicon {
  return {
    conceptsIn: (stems) =>
      stems.flatMap((first, i) =>
        (terms.get(first) ?? [])
          .filter((term) => term.stems.every((expected, k) => stems[i + k] === expected))
          .map((term) => term.concept),
      ),
  }
}

export function toStems(text: string): string[] {
  return toWords(text).flatMap(({ parts }) => parts.map(stem))
}
