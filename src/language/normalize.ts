const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }
const ligatures: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'oe' }

/**
 * The one spelling in which texts are compared: compatibility forms unified (NFKC), lower case, umlauts and ß written
 * out (ä and ae meet), other diacritics dropped, invisible characters removed, white space folded. Idempotent.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Cc}]/gu, (c) => (/\s/.test(c) ? ' ' : ''))
    .normalize('NFC')
    .replace(/[äöü]/g, (c) => umlauts[c] ?? c)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœø]/g, (c) => ligatures[c] ?? c)
    .replace(/\s+/g, ' ')
    .trim()
}
