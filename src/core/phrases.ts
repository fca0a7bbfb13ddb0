import type { Language } from '../knowledge/types.ts'
import phrases from './data/phrases.json' with { type: 'json' }

type ByLanguage = Readonly<Record<Language, readonly string[]>>

/** A phrase in normalised words, with what it stands for. */
export interface Meaning<Name extends string> {
  readonly name: Name
  readonly language: Language
  /** Of several phrases of one message the smallest decides: what stands first in the file. */
  readonly rank: number
}

/** Looks a table's phrases up by their words. */
export function meaningsIn<Name extends string>(
  table: Readonly<Record<Name, ByLanguage>>,
): ReadonlyMap<string, Meaning<Name>> {
  const rows = Object.entries(table) as [Name, ByLanguage][]
  return new Map(
    rows.flatMap(([name, byLanguage], rank) =>
      (['de', 'en'] as const).flatMap((language) =>
        byLanguage[language].map((phrase) => [phrase, { name, language, rank }] as const),
      ),
    ),
  )
}

/** The phrases of `data/phrases.json`; its schema says what each list is for. */
export { phrases }
