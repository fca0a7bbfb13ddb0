import { describe, expect, it } from 'vitest'
import { formatCitation } from '../../src/replies/format-citation.ts'

const citation = { notice: 'Softphone', section: 'Cisco WebEx', paragraph: 2, url: undefined }

describe('formatCitation', () => {
  it('names notice, section and paragraph in the reader’s language', () => {
    expect(formatCitation(citation, 'de')).toBe('Softphone: Cisco WebEx, Absatz 2')
    expect(formatCitation(citation, 'en')).toBe('Softphone: Cisco WebEx, paragraph 2')
  })

  it('leaves out the section of what stands above the first one', () => {
    expect(formatCitation({ ...citation, section: undefined }, 'de')).toBe('Softphone, Absatz 2')
  })

  it('names the item of a list', () => {
    expect(formatCitation({ ...citation, item: '2 b' }, 'de')).toMatch(/, Absatz 2, Punkt 2 b$/)
    expect(formatCitation({ ...citation, item: '2 b' }, 'en')).toMatch(/, paragraph 2, item 2 b$/)
  })
})
