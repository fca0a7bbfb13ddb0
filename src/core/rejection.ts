import { wordsOf } from './words-of.ts'

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** What says no to an answer, normalised. */
const refusing = toSet(
  'nicht kein keine falsch falsche falscher unpassend not wrong unhelpful don didn doesn isn wasn',
)
/** What else such a sentence consists of: what an answer is measured by, and small words. */
const others = toSet(
  [
    'hilft helfen half geholfen weiter weitergeholfen hilfreich nuetzlich passt stimmt meinte meine gemeint gefragt frage',
    'beantwortet antwort antworten wissen gesucht brauche das die der es ist war hat mir mich ich uns wollte leider aber auch',
    'so gar ganz wirklich da dazu hier genau was sorry danke trotzdem eine zu',
    'help helps helped helpful useful meant mean asked question answer answers answered right correct looking wanted know for',
    'that this it is was i the my me t s do does did what to a an really quite unfortunately but at all sorry thanks thank you',
  ].join(' '),
)
const no = /^(?:nein|noe|nee|no|nope)(?: |$)/

/** True if a message consists of nothing but a "nein" or "das meinte ich nicht": its answer was not the one wanted. */
export function isRejection(text: string): boolean {
  const words = wordsOf(text)
  if (words === '' || text.includes('?')) return false
  const said = words.replace(no, '')
  return said === '' || refuses(said)
}

/** The same without a "nein" alone, of normalised words. */
export function refuses(said: string): boolean {
  const words = said.split(' ')
  return (
    words.some((word) => refusing.has(word)) && words.every((word) => refusing.has(word) || others.has(word))
  )
}
