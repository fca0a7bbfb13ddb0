import type { DefaultTreeAdapterTypes as Html } from 'parse5'

const skipped = new Set(
  'script style noscript template nav header footer aside form button svg iframe select head'.split(' '),
)

export type Element = Html.Element
export type Node = Html.ChildNode

export const isElement = (name: string) => (node: Element) => node.tagName === name
export const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value

export const childrenOf = (node: Html.ParentNode): readonly Node[] => node.childNodes
export const elementsOf = (node: Html.ParentNode): readonly Element[] =>
  childrenOf(node).filter((child) => 'tagName' in child)

export function find(node: Html.ParentNode, wanted: (node: Element) => boolean): Element | undefined {
  for (const child of elementsOf(node)) {
    const found = wanted(child) ? child : find(child, wanted)
    if (found) return found
  }
  return undefined
}

export function isShown(node: Element): boolean {
  return (
    !skipped.has(node.tagName) &&
    attribute(node, 'hidden') === undefined &&
    attribute(node, 'aria-hidden') !== 'true' &&
    !/display\s*:\s*none/iu.test(attribute(node, 'style') ?? '')
  )
}

export const textOf = (node: Element | undefined): string => (node ? inline(childrenOf(node)) : '')

/** Running text with its white space folded; a line break is a blank. */
export function inline(nodes: readonly Node[]): string {
  return nodes.map(inlineOf).join('').replace(/\s+/gu, ' ').trim()
}

function inlineOf(node: Node): string {
  if ('value' in node) return node.value
  if (!('tagName' in node) || !isShown(node)) return ''
  if (node.tagName === 'sup') return raised(childrenOf(node).map(inlineOf).join(''))
  return node.tagName === 'br' || node.tagName === 'img' ? ' ' : childrenOf(node).map(inlineOf).join('')
}

/** Statutes count their sentences by small digits, which would run into the words. */
const raised = (text: string): string => text.replace(/\d/gu, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit)
