import { normalize } from '../../language/normalize.ts'
import { joinPassages } from '../../knowledge/quote-passages.ts'
import type { Notice, Paragraph, Passage } from '../../knowledge/types.ts'

/** An entry to be filled by an editor. */
export interface StubEntry {
  readonly id: string
  readonly topic: string
  readonly quotes: readonly string[]
}

/** What one entry quotes at most; a list counts once. */
const mostQuotes = 3

/** One entry for each paragraph, or for each few sentences of a long one: where an editor begins to cut and join. */
export function stubEntries({ sections }: Pick<Notice, 'sections'>): StubEntry[] {
  const used = new Set<string>()
  return sections.flatMap(({ title, paragraphs }) =>
    paragraphs.flatMap((paragraph, p) =>
      chunksOf(quotesOf(paragraph), mostQuotes).map((quotes, c): StubEntry => {
        const isFirst = p === 0 && c === 0
        const topic = isFirst && title !== undefined ? title : opening(quotes[0] ?? '')
        return { id: unusedId(topic, used), topic: topic === '' ? 'Eintrag' : topic, quotes }
      }),
    ),
  )
}

/** Sentences one by one; a list or table as a whole, with the sentence that introduces it. */
function quotesOf(paragraph: Paragraph): string[] {
  const quotes: Passage[][] = []
  for (const passage of paragraph.passages) {
    const last = quotes.at(-1)
    if (last && (passage.item !== undefined || passage.leadIn !== undefined)) last.push(passage)
    else quotes.push([passage])
  }
  return quotes.map((run) => joinPassages(paragraph, run).replace(/\s+/gu, ' '))
}

/** The first words of a sentence, as a working title. */
const opening = (text: string) =>
  text
    .replaceAll('|', '')
    .replace(/^(?:[-*+•–]|\(?\w{1,3}[.)])\s+/u, '')
    .split(/\s+/u)
    .slice(0, 6)
    .join(' ')
    .replace(/[.,;:]$/u, '')

function unusedId(topic: string, used: Set<string>): string {
  const base = toId(topic)
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!used.has(id)) {
      used.add(id)
      return id
    }
  }
}

/** "§ 3 Löschung der Daten" → "3-loeschung-der-daten". */
export function toId(text: string): string {
  const words = normalize(text).match(/[a-z0-9]+/gu) ?? []
  return words.slice(0, 5).join('-') || 'eintrag'
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}
