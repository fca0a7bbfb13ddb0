/** Abbreviations that stand inside a sentence, before a word that may be capitalised. */
const abbreviation =
  /(?:^|[\s(„"-])(?:\p{L}(?:\.\s?\p{L})+|ggfs?|bzw|inkl|evtl|vgl|sog|ca|Inc|Co|Dr|Prof|Nr|Abs|Art|Hr|Fr|St|Str|Tel|App|\p{L})\.\)?$/u
/** "3." before "Mai": an ordinal, not an end. Only up to two digits, so that "… seit 2025." still ends. */
const ordinal = /(?:^|\s)\d{1,2}\.$/u

/** No abbreviation is longer; looking at more would take quadratic time where many follow each other. */
const longestEnding = 40

/** Made when it is wanted: a bot whose knowledge is ready for use splits nothing, and Unicode's rules take memory. */
let segmenter: Intl.Segmenter | undefined

/**
 * Splits text into sentences, each word for word as it stands, without the white space around it.
 * Unicode's sentence rules (UAX #29, German) and on top of them the abbreviations at which those break wrongly.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let start = 0
  segmenter ??= new Intl.Segmenter('de', { granularity: 'sentence' })
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.trimEnd().length
    const ending = text.slice(Math.max(start, end - longestEnding), end)
    if (abbreviation.test(ending) || ordinal.test(ending)) continue
    sentences.push(text.slice(start, index + segment.length))
    start = index + segment.length
  }
  return [...sentences, text.slice(start)]
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}
