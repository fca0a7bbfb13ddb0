import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { printReply } from '../../src/cli/print-reply.ts'
import type { Reply } from '../../src/replies/types.ts'

const citation = { notice: 'Regeln', section: 'Ausleihe', paragraph: 2, url: undefined }
const reply: Reply = {
  language: 'de',
  blocks: [
    { type: 'paragraph', content: ['Siehe ', { text: 'Regeln', href: 'https://regeln.example/' }, '.'] },
    { type: 'heading', text: 'Wie lange?' },
    { type: 'quotation', text: 'Vier Wochen.', citation },
    { type: 'quotation', text: 'Nicht länger.', citation: { ...citation, url: 'https://regeln.example/' } },
    { type: 'list', ordered: false, items: ['a', 'b'] },
    { type: 'list', ordered: true, items: ['a', 'b'] },
    { type: 'paragraph', content: [{ text: 'a@b.example', href: 'mailto:a@b.example' }] },
  ],
}

describe('printReply', () => {
  it('shows every kind of block as a terminal can', () => {
    expect(stripVTControlCharacters(printReply(reply)).split('\n\n')).toEqual([
      'Siehe Regeln <https://regeln.example/>.',
      'Wie lange?',
      '  „Vier Wochen.“\n  Regeln: Ausleihe, Absatz 2',
      '  „Nicht länger.“\n  Regeln: Ausleihe, Absatz 2 <https://regeln.example/>',
      '  - a\n  - b',
      '  1. a\n  2. b',
      'a@b.example',
    ])
  })

  it('names the place in the language of the reply', () => {
    expect(stripVTControlCharacters(printReply({ ...reply, language: 'en' }))).toContain(
      'Regeln: Ausleihe, paragraph 2',
    )
  })
})
