import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseNotice } from '../../../src/knowledge/parse-notice.ts'
import { parseLabelledMessages } from '../../../src/workshop/evaluate/labelled-message.ts'
import { labelSentences } from '../../../src/knowledge/sentence-labels.ts'
import { readFixture, realNotice } from '../../support/fixtures.ts'

const folder = path.join(import.meta.dirname, '../../fixtures/questions')
const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
const messages = files.flatMap((file) =>
  parseLabelledMessages(file, readFixture(path.join('questions', file))),
)

/** Files named `small-<id>.jsonl` speak of a small notice, all others of the real one. */
function noticeOf(file: string): string {
  const [, id] = /^small-(.+)\.jsonl$/u.exec(file) ?? []
  return id === undefined ? realNotice().text : readFixture(`knowledge/small/${id}/notice.md`)
}

function sentencesOf(file: string): ReadonlyMap<string, string> {
  const parsed = parseNotice('notice', { file: 'notice.md', text: noticeOf(file) })
  if (!parsed.ok) throw new Error(`the notice of ${file} can't be read`)
  return new Map(labelSentences({ notices: [parsed.notice] }).map(({ label, text }) => [label, text]))
}

describe('the files of labelled messages', () => {
  it.each(files)('name only sentences that the notice has: %s', (file) => {
    const sentences = sentencesOf(file)
    const labels = messages.filter((message) => message.file === file).flatMap(({ gold }) => gold.flat())
    expect(labels.filter((label) => !sentences.has(label))).toEqual([])
  })

  it('have needs exactly where an answer is expected', () => {
    const wrong = messages.filter(({ expect: expected, gold }) => (expected === 'answer') !== gold.length > 0)
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  it('hold nothing out that another file shows', () => {
    const textsOf = (heldOut: boolean) =>
      messages
        .filter(({ file }) => file.endsWith('held-out.jsonl') === heldOut)
        .map(({ text }) => text.toLowerCase())
    const shown = new Set(textsOf(false))
    expect(textsOf(true).filter((text) => shown.has(text))).toEqual([])
  })

  // Labels count sentences: where the notice is split in another way, they mean other ones without anybody noticing.
  it.each([
    ['small-door-cards.jsonl', 'C5', 'Bei jeder Öffnung einer Außentür'],
    ['small-door-cards.jsonl', 'D7', 'An die Polizei'],
    ['small-loan-devices.jsonl', 'B7', 'Nicht abgeholte Geräte'],
    ['small-loan-devices.jsonl', 'E9', 'Die Festplatten aller Notebooks'],
    ['real-style-fit.jsonl', 'B17', 'Presence, Chat und Meetings'],
  ])('of %s mean the sentence by %s that they were written for', (file, label, beginning) => {
    expect(sentencesOf(file).get(label)).toMatch(new RegExp(`^${beginning}`, 'u'))
  })
})
