import type { Block, Reply } from '../../src/replies/types.ts'

/** Characters in a line of a phone, 400 px wide. */
const lineLength = 45

/** How many lines a reply takes on a phone, not counting quotations and their sources. */
export const phoneLines = ({ blocks }: Reply): number =>
  blocks.reduce((sum, block) => sum + linesOf(block), 0)

function linesOf(block: Block): number {
  switch (block.type) {
    case 'paragraph':
      return wrapped(block.content.map((part) => (typeof part === 'string' ? part : part.text)).join(''))
    case 'heading':
      return wrapped(block.text)
    case 'list':
      return block.items.reduce((sum, item) => sum + wrapped(`•  ${item}`), 0)
    case 'quotation':
    case 'wording':
      return 0
  }
}

/** Lines of a text that breaks between words. */
function wrapped(text: string): number {
  let lines = 0
  for (const line of text.split('\n')) {
    let length = 0
    lines++
    for (const word of line.split(' ')) {
      if (length > 0 && length + 1 + word.length > lineLength) {
        lines++
        length = 0
      }
      length += (length > 0 ? 1 : 0) + word.length
    }
  }
  return lines
}
