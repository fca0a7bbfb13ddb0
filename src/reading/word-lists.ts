import lists from './data/words.json' with { type: 'json' }

const toSet = (words: readonly string[]): ReadonlySet<string> => new Set(words)

// The lists of `data/words.json`, in normalised spelling; its schema says what each is for.
export const questionWords = toSet(lists.questionWords)
export const prepositions = toSet(lists.prepositions)
export const questionVerbs = toSet(lists.questionVerbs)
export const subjects = toSet(lists.subjects)
export const askingWords = toSet(lists.askingWords)
export const pointingWords = toSet(lists.pointing)
export const joints = toSet(lists.joints)
export const everybody = toSet(lists.everybody)
export const anybody = toSet(lists.anybody)
export const preambles = toSet(lists.preambles)
export const greetings = toSet(lists.greetings)
export const announcing: readonly string[] = lists.announcing
export const clauseOpenings = toSet(lists.clauseOpenings)
export const conditions = toSet(lists.conditions)
export const relatives = toSet(lists.relatives)
export const expletives = toSet(lists.expletives)
export const degrees = toSet(lists.degrees)
