import type { Block, Reply } from '../../src/replies/types.ts'

/** A reply as a list of short lines that say what each block is. */
export const outline = ({ blocks }: Reply): string[] => blocks.map(lineOf)

function lineOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.content
        .map((part) => (typeof part === 'string' ? part : `[${part.text}](${part.href})`))
        .join('')
    case 'heading':
      return `# ${block.text}`
    case 'quotation':
      return `> ${block.text} (${block.citation.section ?? '–'}, ${block.citation.paragraph})`
    case 'wording':
      return `${block.speaker ?? '>'}: ${block.text}`
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${item}`).join(' ')
  }
}
