import type { Content, ListItem } from './notice-blocks.ts'
import { plainText } from './plain-text.ts'
import type { ItemPlace } from './types.ts'

/** A passage before it has an id; `leadIn` is the position of another one. */
export interface Unit {
  readonly text: string
  readonly item?: ItemPlace
  readonly leadIn?: number | undefined
}

/** Where a block stands in its paragraph. */
interface Place {
  /** Position of the block's first unit in its paragraph. */
  readonly from: number
  /** Position of the passage that introduces the block. */
  readonly leadIn: number | undefined
}

/** The places of removed tags must not show as gaps. */
const visible = (text: string) => (plainText(text) === text ? text : plainText(text).replace(/ {2,}/gu, ' '))

type Split = (text: string) => string[]

/** The parts of a block that can be quoted: its sentences, items or rows. */
export function toUnits(block: Content, place: Place, split: Split): Unit[] {
  switch (block.kind) {
    case 'text':
      return split(visible(block.text)).map((text) => ({ text }))
    case 'list':
      return toItemUnits(block.items, place, split)
    case 'table':
      return toRowUnits(block, place)
    case 'code':
      return [{ text: block.text, item: { label: '', depth: 0 }, leadIn: place.leadIn }]
  }
}

function toItemUnits(items: readonly ListItem[], { from, leadIn }: Place, split: Split): Unit[] {
  const units: Unit[] = []
  /** The item of each depth that is open: its label, and where its last sentence stands. */
  const open: { label: string; last: number; count: number }[] = []
  let count = 0
  for (const { mark, depth, text } of items) {
    open.length = Math.min(open.length, depth)
    const outer = open.at(-1)
    const position = outer ? ++outer.count : ++count
    const label = [outer?.label, ownLabel(mark) ?? String(position)]
      .filter((part) => part !== undefined)
      .join(' ')
    const above = outer?.last ?? leadIn
    const [first = '', ...more] = split(visible(text))
    units.push({ text: `${mark} ${first}`, item: { label, depth }, leadIn: above })
    units.push(...more.map((sentence) => ({ text: sentence, leadIn: above })))
    open.push({ label, last: from + units.length - 1, count: 0 })
  }
  return units
}

/** "3" of "3.", "b" of "b)"; bullets have none. */
const ownLabel = (mark: string) => /[\p{L}\p{N}]+/u.exec(mark)?.[0]

function toRowUnits({ header, rows }: Extract<Content, { kind: 'table' }>, { from, leadIn }: Place): Unit[] {
  const head: Unit[] = header ? [{ text: toRowText(header), item: { label: '', depth: 0 }, leadIn }] : []
  return [
    ...head,
    ...rows.map((cells, i) => ({
      text: toRowText(cells),
      item: { label: String(i + 1), depth: 0 },
      leadIn: header ? from : leadIn,
    })),
  ]
}

const toRowText = (cells: readonly string[]) => cells.map(plainText).join(' | ')
