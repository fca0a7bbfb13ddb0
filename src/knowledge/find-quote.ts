import { characterNgrams, dice } from '../language/ngrams.ts'
import { normalize } from '../language/normalize.ts'
import type { Citation, Notice, Paragraph, Passage, Quote, Section } from './types.ts'

export type QuoteResult =
  | { readonly ok: true; readonly quote: Quote }
  /** `closest` is the notice's nearest wording, for the person who mends the quote. */
  | { readonly ok: false; readonly closest: string }

/** White space is no part of the wording: the notice has a no-break space where an editor types a blank. */
const wording = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

/**
 * Finds a quote in its notice. It must consist of whole passages that follow each other in one paragraph;
 * the text returned is the notice's own, not the caller's.
 */
export function findQuote(notice: Notice, text: string): QuoteResult {
  const wanted = wording(text)
  for (const section of notice.sections) {
    for (const paragraph of section.paragraphs) {
      const run = findRun(paragraph, wanted)
      if (run.length > 0) return { ok: true, quote: toQuote(notice, section, paragraph, run) }
    }
  }
  return { ok: false, closest: closestWording(notice, wanted) }
}

function findRun(paragraph: Paragraph, wanted: string): readonly Passage[] {
  const { passages } = paragraph
  for (let start = 0; start < passages.length; start++) {
    for (let end = start + 1; end <= passages.length; end++) {
      const run = passages.slice(start, end)
      if (wording(joined(run)) === wanted) return run
    }
  }
  return []
}

const joined = (passages: readonly Passage[]) => passages.map((passage) => passage.text).join(' ')

function toQuote(notice: Notice, section: Section, paragraph: Paragraph, run: readonly Passage[]): Quote {
  return {
    text: joined(run),
    passages: run.map((p) => p.id),
    citation: toCitation(notice, section, paragraph),
  }
}

function toCitation(notice: Notice, section: Section, paragraph: Paragraph): Citation {
  return { notice: notice.title, section: section.title, paragraph: paragraph.number, url: notice.url }
}

/** The run of as many passages as the quote has sentences that resembles it most. */
function closestWording(notice: Notice, wanted: string): string {
  const target = trigrams(wanted)
  let best = { text: '', score: -1 }
  for (const { passages } of notice.sections.flatMap((section) => section.paragraphs)) {
    for (let start = 0; start < passages.length; start++) {
      for (let end = start + 1; end <= passages.length; end++) {
        const text = joined(passages.slice(start, end))
        const score = dice(target, trigrams(text))
        if (score > best.score) best = { text, score }
      }
    }
  }
  return best.text
}

const trigrams = (text: string) => new Set(characterNgrams(normalize(text), 3))
