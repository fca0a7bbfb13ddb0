import {
  abbreviationsOfNumbers,
  endingAbbreviations,
  innerAbbreviations,
  wordsBeforeNumbers,
} from './abbreviations.ts'

/** Where a sentence may end: at its marks with what closes behind them, at the end of a line, before the item of a list within the line. */
const ender = /(?<![.?!…])[.?!…]+["“”»«')\]*_]*(?=\s|$)|[?!](?=\p{Lu})|\n\s*|\s(?=\(?(?:\d{1,2}|[a-h])\) )/gu
/** No abbreviation is longer; looking at more would take quadratic time where many follow each other. */
const longestEnding = 40
/** As much of what follows as says whether a sentence goes on. */
const longestFollowing = 8
/** Of a web address as much is looked at as tells that it is one. */
const longestAddress = 300

export interface SplitOptions {
  /** Further abbreviations that end no sentence, in lower case and without the last full stop. */
  readonly abbreviations?: ReadonlySet<string>
  /** True for chat, which leaves out capitals: there a full stop ends a sentence whatever follows. */
  readonly mayBeginSmall?: boolean
}

/**
 * Splits text into sentences, each word for word as it stands, without the white space around it, in time linear in its length.
 * In the main the sentence rules of Unicode (UAX #29), and on top of them the abbreviations at which those break wrongly.
 */
export function splitSentences(text: string, options: SplitOptions = {}): string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of text.matchAll(ender)) {
    const end = match.index + match[0].length
    if (match.index < start || !ends(text, start, end, match[0], options)) continue
    sentences.push(text.slice(start, end))
    start = end
  }
  return [...sentences, text.slice(start)]
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

const none: ReadonlySet<string> = new Set()

function ends(
  text: string,
  start: number,
  end: number,
  mark: string,
  { abbreviations = none, mayBeginSmall = false }: SplitOptions,
): boolean {
  if (mark.startsWith('\n')) return true
  if (mark.trim() === '') return mayBeginSmall
  if (
    /^\S/u.test(text.slice(end, end + 1)) &&
    insideAddress(text.slice(Math.max(start, end - longestAddress), end))
  )
    return false
  const next = text.slice(end, end + longestFollowing).trimStart()
  const isSmall = /^["„(]?\p{Ll}/u.test(next)
  if (mark.startsWith('…') || mark.startsWith('..'))
    return mayBeginSmall || (!isSmall && !mark.startsWith('…'))
  if (/^[?!]/u.test(mark)) return !(isSmall && /["“”»«]$/u.test(mark)) && !/^[,–-]/u.test(next)
  if (isSmall && !mayBeginSmall) return false
  const word = /(\S+)\.[)\]]?$/u.exec(text.slice(Math.max(start, end - longestEnding), end))?.[1]
  return word === undefined || next === '' || !goesOn(word, text.slice(start, end), next, abbreviations)
}

/** The question mark of "https://x.de?A=1" ends no sentence. */
const insideAddress = (text: string) => /(?:^|[\s(<"„])(?:https?:\/\/|www\.)\S*$/u.test(text)

/** True if a full stop behind `word` ends no sentence, given what follows it. */
function goesOn(word: string, sentence: string, next: string, abbreviations: ReadonlySet<string>): boolean {
  if (/^\d{1,2}$/u.test(bare(word))) return isOrdinal(sentence.slice(-longestEnding))
  const whole = bare(word).toLowerCase()
  // "Dr.jur." stands for two.
  const last = whole.replace(/^.*\.(?=[^.]{2})/u, '')
  return isAbbreviation(whole, next, abbreviations) || isAbbreviation(last, next, abbreviations)
}

/** "(z", "„bspw" and "Dipl.-Ing" count as "z", "bspw" and "Ing". */
const bare = (word: string) => word.replace(/^.*[(„"'/‚[»\u2010\u2011-]/u, '')

function isAbbreviation(word: string, next: string, abbreviations: ReadonlySet<string>): boolean {
  if (endingAbbreviations.has(word)) return !/^(?:\p{Lu}(?!\p{L}*\p{Lu})|[„"])/u.test(next)
  if (innerAbbreviations.has(word) || abbreviations.has(word)) return true
  if (abbreviationsOfNumbers.has(word)) return /^(?:\d|§|[IVX]+\b)/u.test(next)
  return /^\p{L}(?:\.\p{L})*$/u.test(word)
}

/** "3." before "Mai": not an end. Only up to two digits, so that "… seit 2025." still ends. */
function isOrdinal(ending: string): boolean {
  const before = /(\S+)\s+[("„]?\d{1,2}\.[)\]]?$/u.exec(ending)?.[1] ?? ''
  return !wordsBeforeNumbers.has(before.toLowerCase().replace(/\.$/u, ''))
}
