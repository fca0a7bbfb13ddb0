import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/documents/read-text.ts'

describe('decodeText', () => {
  it('leaves out a byte order mark', () => {
    expect(decodeText(Buffer.from('\ufeffFür alle\n'))).toBe('Für alle\n')
  })

  it('takes nothing that is not UTF-8', () => {
    expect(decodeText(Buffer.from('Für alle', 'latin1'))).toBeUndefined()
  })
})
