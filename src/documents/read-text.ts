/** What is told of a file that `decodeText` can't read, as one that an editor saved as "ANSI". */
export const notUtf8 = 'is not UTF-8; save it as UTF-8'

/** The text of a file that people wrote, without a byte order mark; undefined if it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
