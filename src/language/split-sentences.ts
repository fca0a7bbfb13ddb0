import {
  abbreviationsOfNumbers,
  endingAbbreviations,
  innerAbbreviations,
  wordsBeforeNumbers,
} from './abbreviations.ts'

/** No abbreviation is longer; looking at more would take quadratic time where many follow each other. */
const longestEnding = 40

/** Of a web address as much is looked at as tells that it is one. */
const longestAddress = 300

/** Made when it is wanted: a bot whose knowledge is ready for use splits nothing, and Unicode's rules take memory. */
let segmenter: Intl.Segmenter | undefined

/**
 * Splits text into sentences, each word for word as it stands, without the white space around it.
 * Unicode's sentence rules (UAX #29, German) and on top of them the abbreviations at which those break wrongly.
 *
 * @param abbreviations further ones that end no sentence, in lower case and without the last full stop
 */
export function splitSentences(text: string, abbreviations: ReadonlySet<string> = noAbbreviations): string[] {
  const sentences: string[] = []
  let start = 0
  segmenter ??= new Intl.Segmenter('de', { granularity: 'sentence' })
  for (const { segment, index } of segmenter.segment(text)) {
    const next = index + segment.length
    const end = index + segment.trimEnd().length
    const ending = text.slice(Math.max(start, end - longestEnding), end)
    if (goesOn(ending, text.slice(end, next + 4), abbreviations)) continue
    if (end === next && insideAddress(text.slice(Math.max(start, end - longestAddress), end))) continue
    sentences.push(text.slice(start, next))
    start = next
  }
  return [...sentences, text.slice(start)]
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** The question mark of "https://x.de?a=1" ends no sentence. */
const insideAddress = (text: string) => /(?:^|[\s(<"„])(?:https?:\/\/|www\.)\S*$/u.test(text)

const noAbbreviations: ReadonlySet<string> = new Set()

/** Whether a full stop at the end of `ending` ends no sentence, given what follows it. */
function goesOn(ending: string, following: string, abbreviations: ReadonlySet<string>): boolean {
  const word = /(\S+)\.[)\]]?$/u.exec(ending)?.[1]
  if (word === undefined || following === '') return false
  if (following.trim() !== '' && !/^\s/u.test(following) && ending.endsWith('.')) return true
  const next = following.trimStart()
  if (/^\d{1,2}$/u.test(bare(word))) return isOrdinal(ending)
  const whole = bare(word).toLowerCase()
  // "Dr.jur." stands for two.
  const last = whole.replace(/^.*\.(?=[^.]{2})/u, '')
  return isAbbreviation(whole, next, abbreviations) || isAbbreviation(last, next, abbreviations)
}

/** "(z", "„bspw" and "Dipl.-Ing" count as "z", "bspw" and "Ing". */
const bare = (word: string) => word.replace(/^.*[(„"'/‚[»\u2010\u2011-]/u, '')

function isAbbreviation(word: string, next: string, abbreviations: ReadonlySet<string>): boolean {
  if (endingAbbreviations.has(word)) return next !== '' && !/^(?:\p{Lu}(?!\p{L}*\p{Lu})|[„"])/u.test(next)
  if (innerAbbreviations.has(word) || abbreviations.has(word)) return true
  if (abbreviationsOfNumbers.has(word)) return /^(?:\d|§|[IVX]+\b)/u.test(next)
  return /^\p{L}(?:\.\p{L})*$/u.test(word)
}

/** "3." before "Mai": not an end. Only up to two digits, so that "… seit 2025." still ends. */
function isOrdinal(ending: string): boolean {
  const before = /(\S+)\s+[("„]?\d{1,2}\.[)\]]?$/u.exec(ending)?.[1] ?? ''
  return !wordsBeforeNumbers.has(before.toLowerCase().replace(/\.$/u, ''))
}
