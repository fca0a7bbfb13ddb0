import { normalize } from '../../language/normalize.ts'
import { joinPassages } from '../../knowledge/quote-passages.ts'
import type { Notice, Paragraph, Passage } from '../../knowledge/types.ts'

/** An entry to be filled by an editor. */
export interface StubEntry {
  readonly id: string
  readonly topic: string
  readonly quotes: readonly string[]
}

/** An entry quotes at most so many passages; a list counts once. */
const mostQuotes = 3

/** One entry for each paragraph, clause, or few sentences of a long paragraph: where an editor begins to cut and join. */
export function stubEntries({ sections }: Pick<Notice, 'sections'>): StubEntry[] {
  const used = new Set<string>()
  return sections.flatMap(({ title, paragraphs }) =>
    paragraphs.flatMap((paragraph, p) =>
      quotesOf(paragraph).map((quotes, c): StubEntry => {
        const isFirst = p === 0 && c === 0
        const topic = isFirst && title !== undefined ? withoutNumber(title) : opening(quotes[0] ?? '')
        return { id: unusedId(topic, used), topic: topic === '' ? 'Eintrag' : topic, quotes }
      }),
    ),
  )
}

/** Quotes of a paragraph, by entry. */
function quotesOf(paragraph: Paragraph): string[][] {
  const entries: Passage[][][] = []
  for (const run of runsOf(paragraph)) {
    const last = entries.at(-1)
    const [first] = run
    const isClause = first !== undefined && beginsClause(first)
    if (last && !isClause && last.length < mostQuotes && last[0]?.[0]?.item === undefined) last.push(run)
    else entries.push([run])
  }
  return entries.map((runs) => runs.map((run) => joinPassages(paragraph, run).replace(/\s+/gu, ' ')))
}

/** Sentences one by one; a list or table as a whole, with the sentence that introduces it; clauses that nothing introduces one by one. */
function runsOf({ passages }: Paragraph): Passage[][] {
  const runs: Passage[][] = []
  for (const passage of passages) {
    const last = runs.at(-1)
    const isPart = passage.item !== undefined || passage.leadIn !== undefined || last?.[0]?.item !== undefined
    if (last && isPart && !beginsClause(passage)) last.push(passage)
    else runs.push([passage])
  }
  return runs
}

/** An item of a list without an introduction, such as the clauses of a statute: each is an answer of its own. */
const beginsClause = ({ item, leadIn, text }: Passage): boolean =>
  item?.depth === 0 && leadIn === undefined && text.length > longItem

/** Shorter items are parts of one answer. */
const longItem = 60

/** "§ 3 Löschung" → "Löschung": what people ask for has no number. */
const withoutNumber = (title: string) =>
  title.replace(/^(?:§+ ?\d+[a-z]?|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.)\s+(?=\S)/u, '')

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
