const abbreviation =
  /(?:^|[\s(„"'/-])(?:\p{L}|\p{L}(?:\.\s?\p{L})+|ggfs?|bzw|inkl|evtl|vgl|sog|ca|zzgl|inc|dr|prof|dipl|ing|hr|fr|st|str|bsp|lt|mr|mrs|ms|vs|approx|resp|\d{1,2})\.$/iu
/** Abbreviations only before a number: "App. 318" is an extension, "in der App." an end. */
const abbreviationOfNumber = /(?:^|[\s(])(?:nr|no|abs|art|tel|app|zi|max|min|mind)\.$/iu
/** The end of a sentence, or what comes before an enumeration within the line: "(1) …, (2) …", "a) … b) …". */
const ender =
  /[.?!…]+["“”»«')\]*_]*(?=\s|$)|(?=\s(?:\((?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)|\d{1,2}\)|[a-hA-H]\)) )/g

/**
 * The sentences of a piece of running text. Chat leaves out capitals, so a full stop ends a sentence whatever follows,
 * unless it belongs to an abbreviation or an ordinal. Linear in the length of the text.
 */
export function toSentences(text: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of text.matchAll(ender)) {
    const end = match.index + match[0].length
    if (/["“”»«]$/.test(match[0]) && /^[,–-]?\s*(?:[–-]|\p{Ll})/u.test(text.slice(end, end + 4))) continue
    if (match[0] === '.' && isAbbreviation(text, start, end)) continue
    sentences.push(text.slice(start, end).trim())
    start = end
  }
  return [...sentences, text.slice(start).trim()].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

function isAbbreviation(text: string, start: number, end: number): boolean {
  const tail = text.slice(Math.max(start, end - 12), end)
  return (
    abbreviation.test(tail) || (abbreviationOfNumber.test(tail) && /^ ?\d/.test(text.slice(end, end + 2)))
  )
}
