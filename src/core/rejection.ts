import { phrases } from './phrases.ts'
import { wordsOf } from './words-of.ts'

/** What says no to an answer, and what else such a sentence consists of. */
const refusing: ReadonlySet<string> = new Set(phrases.refusing)
const besideRefusing: ReadonlySet<string> = new Set(phrases.besideRefusing)
const no = /^(?:nein|noe|nee|no|nope)(?: |$)/

/** True if a message consists of nothing but a "nein" or "das meinte ich nicht": its answer was not the one wanted. */
export function isRejection(text: string): boolean {
  const words = wordsOf(text)
  if (words === '' || text.includes('?')) return false
  const said = words.replace(no, '')
  return said === '' || refuses(said)
}

/** The same without a "nein" alone, of normalised words. "Am Thema vorbei" is one, too. */
export function refuses(said: string): boolean {
  const words = said.split(' ')
  return (
    words.some((word) => refusing.has(word)) &&
    words.every((word) => refusing.has(word) || besideRefusing.has(word))
  )
}
