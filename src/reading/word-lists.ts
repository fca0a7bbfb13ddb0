import words from './data/words.json' with { type: 'json' }

/** A list of `data/words.json`; its schema says what each is for. */
type WordList = Exclude<keyof typeof words, '$schema' | 'announcing'>

const lists = new Map(Object.entries(words).map(([name, list]) => [name, new Set(list)]))

/** True if a word, in normalised spelling, stands in a list; a word that is missing stands in none. */
export const isIn = (list: WordList, text: string | undefined): boolean =>
  text !== undefined && lists.get(list)?.has(text) === true

/** Parts of words by which a sentence announces a list of questions. */
export const announcing: readonly string[] = words.announcing
