import { styleText } from 'node:util'
import { formatCitation } from '../replies/format-citation.ts'
import type { Block, Inline, Reply } from '../replies/types.ts'

/** A reply as it reads on a terminal; `styleText` leaves the colours out where the output is no terminal. */
export function printReply({ blocks, language }: Reply): string {
  return blocks.map((block) => printBlock(block, language)).join('\n\n')
}

function printBlock(block: Block, language: Reply['language']): string {
  switch (block.type) {
    case 'paragraph':
      return block.content.map(printInline).join('')
    case 'heading':
      return styleText('bold', block.text)
    case 'quotation':
      return `  „${block.text}“\n  ${styleText('dim', printInline(source(block.citation, language)))}`
    case 'wording':
      return block.speaker === undefined ? `  „${block.text}“` : `${block.speaker}: ${block.text}`
    case 'list':
      return block.items.map((item, i) => `  ${block.ordered ? `${i + 1}.` : '-'} ${item}`).join('\n')
  }
}

function source(citation: Parameters<typeof formatCitation>[0], language: Reply['language']): Inline {
  const text = formatCitation(citation, language)
  return citation.url === undefined ? text : { text, href: citation.url }
}

const printInline = (inline: Inline): string =>
  typeof inline === 'string'
    ? inline
    : inline.href === `mailto:${inline.text}`
      ? inline.text
      : `${inline.text} <${inline.href}>`
