import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { finish } from '../../src/language/steps.ts'
import { maxQueries } from '../../src/reading/read-message.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Bot', contact: undefined })
const respond = (text: string, addressing: 'direct' | 'ambient' = 'direct') =>
  core.respond({ text, addressing })
const askedIn = (text: string) => respond(text).considered.map(({ query }) => query.text)
const textOf = (text: string, addressing?: 'ambient') => JSON.stringify(respond(text, addressing))
const told = 'Der Lesesaal war gestern voll, und an der Theke stand eine lange Schlange. '.repeat(800)
const partlyRead = 'nur einen Teil davon gelesen'

describe('a message of 60 kB', () => {
  it.each([
    ['sentences', told],
    ['one sentence without a mark', 'der lesesaal war voll und '.repeat(2_300)],
    ['lines', 'Der Lesesaal war voll.\n'.repeat(2_600).slice(0, 45_000)],
    ['lines that a mail program broke', told.replace(/.{70} /g, '$&\n')],
    ['quoted lines', '> Der Lesesaal war voll, dann kam der Regen.\n'.repeat(1_300)],
  ])('is read to its last question, in %s', (_, text) => {
    const message = `${text}\n\nWo lasse ich meinen Mantel?`
    expect(askedIn(message).at(-1)).toContain('Wo lasse ich meinen Mantel?')
    expect(textOf(message)).not.toContain(partlyRead)
  })

  it('is read in many steps, between which others can work', () => {
    const steps = core.respondInSteps({ text: `${told} Wo lasse ich meinen Mantel?`, addressing: 'direct' })
    let count = 0
    while (steps.next().done !== true) count++
    expect(count).toBeGreaterThan(20)
  })
})

describe('a message that asks more than is answered', () => {
  const questions = Array.from(
    { length: maxQueries + 1 },
    (_, i) => `Was kostet die Karte für Saal ${i}?`,
  ).join('\n')

  it('gets a reply that says so, first', () => {
    const outcome = respond(questions)
    expect(outcome.considered).toHaveLength(maxQueries)
    expect(outcome.kind === 'ignore' ? '' : JSON.stringify(outcome.reply.blocks[0])).toContain(partlyRead)
  })

  it('stays unanswered in a room, where nobody asked the bot', () => {
    expect(textOf(questions, 'ambient')).not.toContain(partlyRead)
  })
})

it('comes to the same in steps as in one go', () => {
  const utterance = { text: 'Wo lasse ich meinen Mantel? Und was kostet das?', addressing: 'direct' } as const
  expect(finish(core.respondInSteps(utterance))).toEqual(core.respond(utterance))
})
