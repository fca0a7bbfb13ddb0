import abbreviations from './data/abbreviations.json' with { type: 'json' }

// In lower case and without the last full stop; the schema of `data/abbreviations.json` says what each list is for.
export const innerAbbreviations: ReadonlySet<string> = new Set(abbreviations.inner)
export const endingAbbreviations: ReadonlySet<string> = new Set(abbreviations.ending)
export const abbreviationsOfNumbers: ReadonlySet<string> = new Set(abbreviations.ofNumbers)
export const wordsBeforeNumbers: ReadonlySet<string> = new Set(abbreviations.wordsBeforeNumbers)
