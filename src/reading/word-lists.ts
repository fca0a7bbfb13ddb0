import lists from './data/words.json' with { type: 'json' }

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** The word lists of `data/words.json`, in normalised spelling. */
export const questionWords = toSet(lists.questionWords)
/** Prepositions that may stand before a question word: "auf welcher Grundlage", "for which". */
export const prepositions = toSet(lists.prepositions)
/** Finite verbs that can open a question ("gilt die …", "does the …"), as people write them. */
export const questionVerbs = toSet(lists.questionVerbs)
/** What can follow the verb of a question: its subject or the word that opens it. */
export const subjects = toSet(lists.subjects)
/** What follows the verb of a statement whose subject was left out: "geht wieder", "war gestern …". */
export const notSubjects = toSet(lists.notSubjects)
/** Words before a question: "und wo …", "außerdem wie …". */
export const leadIns = toSet(lists.leadIns)
/** Words after which a clause with a question word or "if" is an indirect question. */
export const askingWords = toSet(lists.askingWords)
/** Words that point back to something said before. */
export const pointingWords = toSet(lists.pointing)
/** Words that join two questions. */
export const joints = toSet(lists.joints)
/** Names of everybody. */
export const everybody = toSet(lists.everybody)
/** Words that only announce what follows, or call: "Leute, kurze Frage, …", "Erstens: …". */
export const preambles = toSet(lists.preambles)
