import { describe, expect, it } from 'vitest'
import { readFixture, realKnowledge, realNotice } from '../support/fixtures.ts'

const { entries } = await realKnowledge()
const notice = realNotice().text
const citations = JSON.parse(readFixture('notice/softphone-passages.json')) as {
  section: string | null
  paragraph: number
  text: string
}[]

describe('the knowledge that ships', () => {
  it('quotes only what stands in the notice, at most three sentences of it', () => {
    for (const { id, quotes } of entries) {
      expect(quotes.flatMap(({ passages }) => passages).length, id).toBeLessThanOrEqual(3)
      for (const { text } of quotes) expect(notice, id).toContain(text)
    }
  })

  it('cites the section and paragraph where each quote stands', () => {
    for (const { id, quotes } of entries) {
      for (const { text, citation } of quotes) {
        const expected = citations.find((passage) => text.startsWith(passage.text))
        expect(citation, id).toMatchObject({
          section: expected?.section ?? undefined,
          paragraph: expected?.paragraph,
        })
      }
    }
  })

  it('asks in German and in English, in many ways', () => {
    for (const { id, questions } of entries) {
      expect(questions.de.length, id).toBeGreaterThanOrEqual(20)
      expect(questions.en.length, id).toBeGreaterThanOrEqual(10)
    }
  })
})
