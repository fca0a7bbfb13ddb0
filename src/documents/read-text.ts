/**
 * The text of a file that people wrote, without a byte order mark.
 *
 * @throws Error that names the file if it is not UTF-8, as one that an editor saved as "ANSI"
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${file}: is not UTF-8; save it as UTF-8`)
  }
}
