import type { Citation, Notice, Paragraph, Passage, PassageId, Quote, Section } from './types.ts'

/** A paragraph and what it stands in. */
export interface ParagraphPlace {
  readonly notice: Notice
  readonly section: Section
  readonly paragraph: Paragraph
}

/** Stands for what is left out between an introduction and what it introduces. */
const omission = '[…]'

/**
 * Quotes neighbouring passages of a paragraph as a person would: an item of a list comes with what introduces the list.
 *
 * @param quoted passages that the reader has seen already
 */
export function quotePassages(
  place: ParagraphPlace,
  run: readonly Passage[],
  quoted: ReadonlySet<PassageId> = new Set(),
): Quote {
  const [first] = run
  const introduction = first ? leadInOf(place.paragraph, first).filter(({ id }) => !quoted.has(id)) : []
  return {
    text: joinPassages(place.paragraph, [...introduction, ...run]),
    passages: run.map((passage) => passage.id),
    citation: toCitation(place, run),
  }
}

/** The passages that introduce a passage, outermost first. */
function leadInOf({ passages }: Paragraph, { leadIn }: Passage): Passage[] {
  const above = leadIn === undefined ? undefined : passages.find(({ id }) => id === leadIn)
  return above ? [...leadInOf({ number: 0, passages }, above), above] : []
}

/** Every passage of a notice with its quote, in the order of the text. */
export function quoteEach(notice: Notice): { readonly passage: Passage; readonly quote: Quote }[] {
  return notice.sections.flatMap((section) =>
    section.paragraphs.flatMap((paragraph) =>
      paragraph.passages.map((passage) => ({
        passage,
        quote: quotePassages({ notice, section, paragraph }, [passage]),
      })),
    ),
  )
}

/** Sentences follow each other on a line; items begin lines, and an omission shows where passages are left out before one. */
export function joinPassages({ passages }: Pick<Paragraph, 'passages'>, run: readonly Passage[]): string {
  return run.reduce((text, passage, i) => {
    const before = run[i - 1]
    if (before === undefined) return passage.text
    const isNext = passages.indexOf(passage) === passages.indexOf(before) + 1
    const line = passage.item ? `\n${'  '.repeat(passage.item.depth)}` : ' '
    return `${text}${isNext ? '' : `${passage.item ? '\n' : ' '}${omission}`}${line}${passage.text}`
  }, '')
}

function toCitation({ notice, section, paragraph }: ParagraphPlace, run: readonly Passage[]): Citation {
  const items = run.flatMap(({ item }) => (item ? [item] : []))
  const [item, ...more] = items
  return {
    notice: notice.title,
    section: section.title,
    paragraph: paragraph.number,
    ...(item && more.length === 0 && run[0]?.item && item.label !== '' && { item: item.label }),
    url: notice.url,
  }
}
