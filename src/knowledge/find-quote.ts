import { characterNgrams, dice } from '../language/ngrams.ts'
import { normalize } from '../language/normalize.ts'
import { plainText } from './plain-text.ts'
import { quotePassages } from './quote-passages.ts'
import type { Notice, Paragraph, Passage, PassageId, Quote } from './types.ts'

export type QuoteResult = { readonly ok: true; readonly quote: Quote } | ({ readonly ok: false } & Mismatch)

/** Why a text is no quote, and the notice's nearest wording, for the person who mends it. */
export interface Mismatch {
  /** `wording`: it doesn't stand there so. `part`: a passage has more before or behind it. `apart`: whole passages that are no neighbours. */
  readonly reason: 'wording' | 'part' | 'apart' | 'heading'
  readonly closest: string
}

/**
 * White space is no part of the wording: the notice has a no-break space where an editor types a blank. Nor are the marks of
 * Markdown, so that an item is found with its bullet and without.
 */
const wording = (text: string) =>
  plainText(text.normalize('NFC').replace(/\s+/gu, ' '))
    .replace(/(?<=^|\s)(?:[*+•▪◦–|:-]+|#{1,6})(?=\s|$)|\|/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()

/**
 * Finds a quote in its notice. It must consist of whole passages that follow each other in one paragraph;
 * the text returned is the notice's own, not the caller's.
 *
 * @param quoted passages that stand before this quote in the same answer, and need not introduce it once more
 */
export function findQuote(notice: Notice, text: string, quoted: ReadonlySet<PassageId> = none): QuoteResult {
  const wanted = wording(text)
  for (const section of notice.sections) {
    for (const paragraph of section.paragraphs) {
      const run = findRun(paragraph, wanted)
      if (run.length > 0)
        return { ok: true, quote: quotePassages({ notice, section, paragraph }, run, quoted) }
    }
  }
  return { ok: false, ...explain(notice, wanted) }
}

const none: ReadonlySet<PassageId> = new Set()

function findRun({ passages }: Paragraph, wanted: string): readonly Passage[] {
  const texts = passages.map((passage) => wording(passage.text))
  for (let start = 0; start < texts.length; start++) {
    let found = ''
    for (let end = start; end < texts.length && found.length < wanted.length; end++) {
      found = [found, texts[end]].filter((part) => part !== '').join(' ')
      if (found === wanted) return wanted === '' ? [] : passages.slice(start, end + 1)
    }
  }
  return []
}

function explain(notice: Notice, wanted: string): Mismatch {
  const mismatch = (reason: Mismatch['reason']) => ({ reason, closest: closestWording(notice, wanted) })
  if (wanted === '') return mismatch('wording')
  const { title, sections } = notice
  if ([title, ...sections.map((section) => section.title ?? '')].some((text) => wording(text) === wanted))
    return mismatch('heading')
  const paragraphs = sections.flatMap((section) => section.paragraphs.map(({ passages }) => passages))
  const around = paragraphs.map((passages) => passagesAround(passages, wanted)).find((run) => run.length > 0)
  if (around) return { reason: 'part', closest: around.map(({ text }) => text).join(' ') }
  const texts = new Set(paragraphs.flat().map((passage) => wording(passage.text)))
  return mismatch(consistsOf(texts, wanted) ? 'apart' : 'wording')
}

/** The fewest neighbouring passages that have the words in them. */
function passagesAround(passages: readonly Passage[], wanted: string): readonly Passage[] {
  if (!holdsWords(passages, wanted)) return []
  let run = passages
  while (holdsWords(run.slice(1), wanted)) run = run.slice(1)
  while (holdsWords(run.slice(0, -1), wanted)) run = run.slice(0, -1)
  return run
}

/** True if the words stand in the passages and begin and end where words do. */
function holdsWords(passages: readonly Passage[], wanted: string): boolean {
  const text = passages.map((passage) => wording(passage.text)).join(' ')
  return text.split(wanted).some((before, i, parts) => {
    const behind = parts[i + 1]
    return behind !== undefined && !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(behind)
  })
}

/** True if the words are those of whole passages, wherever these stand. */
function consistsOf(texts: ReadonlySet<string>, words: string): boolean {
  const line = `${words} `
  // Grows while it is gone through. Each place is looked at once, in however many ways passages lead there.
  const starts = new Set([0])
  for (const start of starts) {
    for (const text of texts)
      if (text !== '' && line.startsWith(`${text} `, start)) starts.add(start + text.length + 1)
  }
  return starts.has(line.length)
}

/** The run of passages that resembles the text most, of those that are not much longer. */
function closestWording(notice: Notice, wanted: string): string {
  const target = trigrams(wanted)
  let best = { text: '', score: -1 }
  for (const { passages } of notice.sections.flatMap((section) => section.paragraphs)) {
    for (let start = 0; start < passages.length; start++) {
      let text = ''
      for (const passage of passages.slice(start)) {
        if (text.length > wanted.length * 2) break
        text = text === '' ? passage.text : `${text} ${passage.text}`
        const score = dice(target, trigrams(text))
        if (score > best.score) best = { text, score }
      }
    }
  }
  return best.text
}

const trigrams = (text: string) => new Set(characterNgrams(normalize(text), 3))
