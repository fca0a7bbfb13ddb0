import { parse } from 'parse5'
import type { DefaultTreeAdapterTypes as Html } from 'parse5'
import { attribute, childrenOf, elementsOf, find, inline, isElement, isShown, textOf } from './html-tree.ts'
import type { Element, Node } from './html-tree.ts'

/** The text of a web page as `notice.md` has it. */
export interface PageText {
  readonly title: string | undefined
  readonly markdown: string
}

const blocks = new Set(
  'address article blockquote body dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr html li main ol p pre section summary table tbody td th tr ul'.split(
    ' ',
  ),
)

/** Takes the main part of a page: headings, paragraphs, lists and tables, without navigation and the like. */
export function htmlToMarkdown(html: string): PageText {
  const page = parse(html)
  const title = textOf(find(page, isElement('h1'))) || textOf(find(page, isElement('title')))
  const main =
    find(page, (node) => node.tagName === 'main' || attribute(node, 'role') === 'main') ??
    find(page, isElement('article')) ??
    find(page, isElement('body'))
  const markdown = main === undefined ? '' : render(main)
  return {
    title: title === '' ? undefined : title,
    markdown: `${markdown
      .replace(/[ \t]+\n/gu, '\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim()}\n`,
  }
}

/** A block and what it contains; text between blocks becomes paragraphs. */
function render(node: Element): string {
  if (!isShown(node)) return ''
  const level = /^h([1-6])$/u.exec(node.tagName)?.[1]
  if (level !== undefined) return heading(Math.max(2, Number(level)), node)
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      return `\n\n${renderList(node, 0)}\n\n`
    case 'table':
      return renderTable(node)
    case 'dt':
      return `\n\n${textOf(node)}\n`
    case 'dd':
      return `: ${textOf(node)}\n`
    case 'summary':
      return heading(4, node)
    case 'pre':
      return `\n\n\`\`\`\n${rawTextOf(node).trim()}\n\`\`\`\n\n`
    case 'p':
      return renderParagraph(node)
    default:
      return renderMixed(childrenOf(node))
  }
}

/** An element that opens the text below it is often a button. */
const heading = (depth: number, node: Element): string => {
  const text = inline(childrenOf(node).flatMap(withoutButtons))
  return paragraph(`${'#'.repeat(depth)} ${text}`, text)
}

const withoutButtons = (node: Node): readonly Node[] =>
  'tagName' in node && node.tagName === 'button' ? childrenOf(node) : [node]

const paragraph = (text: string, content = text) => (content === '' ? '' : `\n\n${text}\n\n`)

/** A short line that is bold as a whole stands for a heading on many pages, also where the text goes on below a line break. */
function renderParagraph(node: Element): string {
  const [first, second, ...more] = childrenOf(node).filter(
    (child) => !('value' in child) || child.value.trim() !== '',
  )
  const title =
    first !== undefined && 'tagName' in first && /^(?:b|strong)$/u.test(first.tagName) ? first : undefined
  const endsLine = second === undefined || ('tagName' in second && second.tagName === 'br')
  const text = textOf(title)
  if (endsLine && text !== '' && text.length <= 100 && !/[.,;:]$/u.test(text))
    return paragraph(`#### ${text}`) + renderMixed(more)
  return renderMixed(childrenOf(node))
}

/** With its line breaks, as code needs them. */
const rawTextOf = (node: Element): string =>
  childrenOf(node)
    .map((child) => ('value' in child ? child.value : 'tagName' in child ? rawTextOf(child) : ''))
    .join('')

function renderMixed(nodes: readonly Node[]): string {
  let running: Node[] = []
  let text = ''
  const flush = () => {
    text += paragraphs(running)
    running = []
  }
  for (const node of nodes) {
    if ('tagName' in node && (blocks.has(node.tagName) || hasBlocks(node))) {
      flush()
      text += render(node)
    } else running.push(node)
  }
  flush()
  return text
}

const hasBlocks = (node: Element): boolean => find(node, ({ tagName }) => blocks.has(tagName)) !== undefined

/** Two line breaks after each other stand for a new paragraph. */
function paragraphs(nodes: readonly Node[]): string {
  const parts: Node[][] = [[]]
  let breaks = 0
  for (const node of nodes) {
    if ('tagName' in node && node.tagName === 'br') breaks++
    else if (!('value' in node) || node.value.trim() !== '') breaks = 0
    if (breaks === 2) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts.map((part) => paragraph(inline(part))).join('')
}

function renderList(list: Element, depth: number): string {
  const ordered = list.tagName === 'ol'
  const start = Number(attribute(list, 'start') ?? 1)
  return elementsOf(list)
    .filter((child) => child.tagName === 'li' && isShown(child))
    .map((item, i) => renderItem(item, ordered ? `${start + i}.` : '*', depth))
    .join('\n')
}

function renderItem(item: Element, mark: string, depth: number): string {
  const lists = elementsOf(item).filter(({ tagName }) => tagName === 'ul' || tagName === 'ol')
  const text = inline(
    childrenOf(item).flatMap((child) => (lists.some((list) => list === child) ? [] : [child, blank])),
  )
  const nested = lists.map((list) => renderList(list, depth + 1))
  return [`${'   '.repeat(depth)}${mark} ${text}`, ...nested].join('\n')
}

const textNode = (value: string): Html.TextNode => ({ nodeName: '#text', value, parentNode: null })
/** Between the paragraphs of an item. */
const blank = textNode(' ')
const bullet = textNode(' • ')

function renderTable(table: Element): string {
  const own = rowsOf(table).map((row) => elementsOf(row).filter(({ tagName }) => /^t[dh]$/u.test(tagName)))
  // A table of one column only places its content.
  if (own.every((cells) => cells.length <= 1))
    return own
      .flat()
      .map((cell) => renderMixed(childrenOf(cell)))
      .join('')
  const rows = spread(own)
  const lines = rows.map(
    (cells) => `| ${cells.map((cell) => cellText(cell).replaceAll('|', '\\|')).join(' | ')} |`,
  )
  const [header = '', ...others] = lines
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 1)}`
  const hasHeader = rows[0]?.every((cell) => cell.tagName === 'th' || isBold(cell)) === true
  return `\n\n${(hasHeader ? [header, rule, ...others] : lines).join('\n')}\n\n`
}

/** A cell that spans rows stands in each of them, as a row is quoted alone. */
function spread(rows: readonly (readonly Element[])[]): Element[][] {
  /** By column, the cell that was last, and how many more rows it spans. */
  const last: { readonly cell: Element; readonly more: number }[] = []
  return rows.map((own) => {
    const left = [...own]
    const row: Element[] = []
    for (;;) {
      const above = last[row.length]
      const isSpanned = above !== undefined && above.more > 0
      const cell = isSpanned ? above.cell : left.shift()
      if (cell === undefined) return row
      last[row.length] = { cell, more: isSpanned ? above.more - 1 : rowsOfCell(cell) - 1 }
      row.push(cell)
    }
  })
}

const rowsOfCell = (cell: Element) => Math.max(1, Number(attribute(cell, 'rowspan') ?? 1) || 1)

/** What stands below each other in a cell comes in one line; the items of a list keep a mark. */
const cellText = (cell: Element): string => inline(inOneLine(cell))

const inOneLine = (node: Element): readonly Node[] =>
  childrenOf(node).flatMap((child) => {
    if (!('tagName' in child) || !isShown(child) || !(blocks.has(child.tagName) || hasBlocks(child)))
      return [child]
    return [child.tagName === 'li' ? bullet : blank, ...inOneLine(child), blank]
  })

/** True if the whole text of a cell is in bold. */
function isBold(cell: Element): boolean {
  const [only, ...more] = childrenOf(cell).filter((child) => !('value' in child) || child.value.trim() !== '')
  return only !== undefined && more.length === 0 && 'tagName' in only && /^(?:b|strong)$/u.test(only.tagName)
}

const rowsOf = (node: Element): Element[] =>
  elementsOf(node)
    .filter(isShown)
    .flatMap((child) => (child.tagName === 'tr' ? [child] : rowsOf(child)))
