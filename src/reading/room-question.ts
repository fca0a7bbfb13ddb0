import type { Reading } from './read-message.ts'

/**
 * How probable it has to be that a sentence asks everybody. Set on the fitting messages of rooms; what the notice does not answer with
 * certainty is ignored anyway.
 */
const minEverybody = 0.55
/** From here on a sentence asks somebody, and with it the message. */
const minSomebody = 0.5

/** Whether an unaddressed message is a real question that everybody in the room may answer. */
export function asksEverybody({ sentences, opening }: Reading): boolean {
  if (opening.startsWith('@')) return false
  const own = sentences.filter(({ part }) => part.depth === 0).map(({ purpose }) => purpose)
  return (
    own.some((purpose) => purpose['asks-everybody'] >= minEverybody) &&
    !own.some((purpose) => purpose['asks-somebody'] >= minSomebody)
  )
}
