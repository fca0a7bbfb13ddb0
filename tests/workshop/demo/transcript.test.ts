import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createTranscript, wrap } from '../../../src/workshop/demo/transcript.ts'

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(wrap('eins zwei drei', 9)).toEqual(['eins zwei', 'drei'])
  })

  it('leaves a word whole that is longer than the line', () => {
    expect(wrap('a https://example.org/long b', 10)).toEqual(['a', 'https://example.org/long', 'b'])
  })

  it('marks every line of a quotation', () => {
    expect(wrap('> eins zwei drei', 11)).toEqual(['> eins zwei', '> drei'])
  })

  it('keeps an empty line', () => {
    expect(wrap('', 10)).toEqual([''])
  })
})

describe('a transcript', () => {
  it('puts what was said beside the name', () => {
    const lines: string[] = []
    const transcript = createTranscript({ print: (text) => lines.push(text), columns: 40 })
    transcript.message('Anna', 'Wo stehen eigentlich die Server von Webex?')
    expect(lines.map(stripVTControlCharacters)).toEqual([
      '  Anna        Wo stehen eigentlich die',
      '              Server von Webex?',
      '',
    ])
  })
})
