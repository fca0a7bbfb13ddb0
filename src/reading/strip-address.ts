import type { Addressing } from './utterance.ts'

/** "@name", "@name:server.de:", "Helpdesk-Bot:", "Helpdesk-Bot," at the beginning. */
const handleOrBot =
  /^\s*(?:@[\p{L}\p{N}._=/-]+(?::[\p{L}\p{N}.-]+\.\p{L}+)?(?:[:,]?\s+|$)|[\p{L}\p{N}._-]*bot[:,]\s+)/iu
/** "Helpdesk:". Only where the bot is called by name, since "Kontakte: wo liegen die?" begins alike. */
const anyName = /^\s*[\p{L}\p{N}._-]{2,40}:\s+/u
const handle = /^@[\p{L}\p{N}._=/-]+(?::[\p{L}\p{N}.-]+)?$/u

/**
 * Takes the address off a message to the bot: by whatever name people call it, the name is no part of the question.
 *
 * @returns the rest; empty if nothing but the address was said
 */
export function stripAddress(text: string, addressing: Exclude<Addressing, 'ambient'>): string {
  const rest = text.replace(handleOrBot, '')
  const named = rest === text && addressing === 'mention' ? text.replace(anyName, '') : rest
  return withoutTrailing(named)
}

/** Looks for "@name" from the end: a pattern that starts at each blank takes quadratic time over long runs of them. */
function withoutTrailing(text: string): string {
  const end = skipBack(text, text.length, /[\s.!?]/u)
  const at = text.lastIndexOf('@', end)
  const before = skipBack(text, at, /[\s,]/u)
  if (before >= at || !handle.test(text.slice(at, end))) return text
  return text.slice(0, before) + (text.includes('?', end) ? '?' : '')
}

/** Where the run of `characters` begins that ends at `end`. */
function skipBack(text: string, end: number, characters: RegExp): number {
  let start = end
  while (start > 0 && characters.test(text.charAt(start - 1))) start--
  return start
}
