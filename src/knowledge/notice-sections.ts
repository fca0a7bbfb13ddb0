import { splitSentences } from '../language/split-sentences.ts'
import { toBlocks } from './notice-blocks.ts'
import type { Content } from './notice-blocks.ts'
import { toUnits } from './passage-units.ts'
import type { Unit } from './passage-units.ts'
import { plainText } from './plain-text.ts'
import type { Paragraph, Passage, PassageId, Section } from './types.ts'

/** Blocks that are cited as one paragraph: a text, and the lists and tables that it introduces. */
type ContentGroup = readonly Content[]

/** The text of a notice, and what is needed to take it apart. */
export interface NoticeText {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly abbreviations: ReadonlySet<string>
}

/** The text of a notice as sections of paragraphs of passages. */
export function toSections({ id: noticeId, title: ownTitle, body, abbreviations }: NoticeText): Section[] {
  const sections: { title: string | undefined; content: Content[] }[] = []
  const all = toBlocks(body)
  const outermost = all.filter((block) => block.kind === 'heading' && block.depth === 1).length
  for (const block of all) {
    if (block.kind === 'heading') {
      const title = plainText(block.title)
      // One heading of the first level is the notice's title; where there are several, they are sections.
      const isTitle = block.depth === 1 && (outermost === 1 || title === ownTitle)
      const clause = bareClause(sections)
      if (clause !== undefined) sections.pop()
      const named = clause === undefined ? title : `${clause} ${title}`
      sections.push({ title: isTitle ? undefined : named, content: [] })
    } else (sections.at(-1) ?? openSection(sections)).content.push(...withoutEmpty(block))
  }
  return sections
    .filter(({ content }) => content.length > 0)
    .map(({ title, content }, s) => ({
      title,
      paragraphs: toParagraphs(`${noticeId}/${s + 1}`, groupContent(content), abbreviations),
    }))
}

/** "§ 3" alone, right above the heading that says what it is about. */
function bareClause(sections: readonly { title: string | undefined; content: readonly Content[] }[]) {
  const last = sections.at(-1)
  return last?.content.length === 0 && /^(?:§+|Art\.|Artikel) ?\d{1,3}[a-z]?\.?$/u.test(last.title ?? '')
    ? last.title
    : undefined
}

/** Images and the like leave nothing that could be quoted. */
function withoutEmpty(block: Content): Content[] {
  switch (block.kind) {
    case 'text':
      return saysSomething(block.text) ? [block] : []
    case 'list': {
      const items = block.items.filter(({ text }) => saysSomething(text))
      return items.length > 0 ? [{ ...block, items }] : []
    }
    case 'table': {
      const rows = block.rows.filter((cells) => cells.some(saysSomething))
      return rows.length > 0 ? [{ ...block, rows }] : []
    }
    case 'code':
      return [block]
  }
}

const saysSomething = (text: string) => /[\p{L}\p{N}]/u.test(plainText(text))

/** Text above the first heading belongs to the notice as a whole. */
function openSection(sections: { title: string | undefined; content: Content[] }[]) {
  const section = { title: undefined, content: [] as Content[] }
  sections.push(section)
  return section
}

function groupContent(content: readonly Content[]): ContentGroup[] {
  const groups: Content[][] = []
  for (const block of content) {
    const before = groups.at(-1)
    const last = before?.at(-1)
    if (before && last && introduces(last, block)) before.push(block)
    else groups.push([block])
  }
  return groups
}

/** A text introduces the list, table or code below it if it ends in a colon, is no finished sentence, or stands directly above. */
function introduces(before: Content, block: Content): boolean {
  if (before.kind !== 'text' || block.kind === 'text') return false
  return !block.apart || !/[.!?…][)“"]*$/u.test(before.text)
}

function toParagraphs(
  sectionId: string,
  groups: readonly ContentGroup[],
  abbreviations: ReadonlySet<string>,
): Paragraph[] {
  let last: number | undefined
  return groups.map((group, p) => {
    // A block after "(1)" without a number of its own belongs to it.
    last = ownNumber(group) ?? last
    return { number: last ?? p + 1, passages: toPassages(`${sectionId}.${p + 1}`, group, abbreviations) }
  })
}

/** "(2) Die Daten …": the number by which a statute's paragraph is cited. */
function ownNumber([first]: ContentGroup): number | undefined {
  const found = first?.kind === 'text' ? /^\((\d{1,3})\)(?:\s|(?=\p{Lu}))/u.exec(first.text)?.[1] : undefined
  return found === undefined ? undefined : Number(found)
}

function toPassages(
  paragraphId: string,
  group: ContentGroup,
  abbreviations: ReadonlySet<string>,
): readonly Passage[] {
  const units: Unit[] = []
  for (const block of group) {
    const leadIn = units.length === 0 ? undefined : units.length - 1
    units.push(
      ...toUnits(block, { from: units.length, leadIn }, (text) => splitSentences(text, { abbreviations })),
    )
  }
  const idOf = (position: number) => `${paragraphId}.${position + 1}` as PassageId
  return units.map(({ text, item, leadIn }, i) => ({
    id: idOf(i),
    text,
    ...(item && { item }),
    ...(leadIn !== undefined && { leadIn: idOf(leadIn) }),
  }))
}
