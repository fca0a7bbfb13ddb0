const segmenter = new Intl.Segmenter('de', { granularity: 'sentence' })

/** Abbreviations that stand inside a sentence, before a word that may be capitalised. */
const abbreviation =
  /(?:^|[\s(„"-])(?:\p{L}(?:\.\s?\p{L})+|ggfs?|bzw|inkl|evtl|vgl|sog|ca|Inc|Co|Dr|Prof|Nr|Abs|Art|Hr|Fr|St|Str|Tel|App|[A-Z])\.\)?\s*$/u
/** "3." before "Mai": an ordinal, not an end. Only up to two digits, so that "… seit 2025." still ends. */
const ordinal = /(?:^|\s)\d{1,2}\.\s*$/u

/**
 * Splits text into sentences, each word for word as it stands, without the white space around it.
 * Unicode's sentence rules (UAX #29, German) and on top of them the abbreviations at which those break wrongly.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter.segment(text)) {
    open += segment
    if (abbreviation.test(open) || ordinal.test(open)) continue
    sentences.push(open)
    open = ''
  }
  return [...sentences, open].map((sentence) => sentence.trim()).filter((sentence) => sentence !== '')
}
