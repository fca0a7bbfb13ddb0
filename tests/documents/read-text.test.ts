import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/documents/read-text.ts'

describe('decodeText', () => {
  it('leaves out a byte order mark', () => {
    expect(decodeText(Buffer.from('\ufeffFür alle\n'), 'notice.md')).toBe('Für alle\n')
  })

  it('refuses what is not UTF-8, and names the file', () => {
    const bytes = Buffer.from('Für alle', 'latin1')
    expect(() => decodeText(bytes, 'notice.md')).toThrow('notice.md: is not UTF-8; save it as UTF-8')
  })
})
