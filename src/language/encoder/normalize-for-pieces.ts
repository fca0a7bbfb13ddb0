/** Stands for a space in pieces; a piece that begins with it begins a word. */
export const wordStart = '▁'

/**
 * The form that the encoder was trained on: compatibility forms unified, invisible characters gone, white space folded to
 * `▁`, one in front of the first word. Case stays, unlike in the forms that the other evidence compares.
 */
export function normalizeForPieces(text: string): string {
  const folded = text
    .replace(/[\p{White_Space}\u200B]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, '')
    .normalize('NFKC')
    .replace(/ +/g, ' ')
    .trim()
  return folded === '' ? '' : wordStart + folded.replaceAll(' ', wordStart)
}
