/** "@name", "name:", "Helpdesk-Bot," at the beginning: a handle, or a name of one or two words with a colon. */
const leading =
  /^\s*(?:@[\p{L}\p{N}._=/-]+(?::[\p{L}\p{N}.-]+\.\p{L}+)?[:,]?\s+|[\p{L}\p{N}._-]{2,40}:\s+|[\p{L}\p{N}._-]*bot,\s+)/iu
const trailing = /[\s,]+@[\p{L}\p{N}._=/-]+(?::[\p{L}\p{N}.-]+)?[\s.!?]*$/u

/** Takes the address off a message to the bot: by whatever name people call it, the name is no part of the question. */
export function stripAddress(text: string): string {
  const rest = text.replace(leading, '').replace(trailing, (end) => (end.includes('?') ? '?' : ''))
  return rest.trim() === '' ? text : rest
}
