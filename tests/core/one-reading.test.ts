import { beforeEach, expect, it, vi } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import type { JudgingCore } from '../../src/core/core.ts'
import type { Addressing } from '../../src/core/utterance.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const counted = vi.hoisted(() => ({ texts: [] as string[], matches: 0 }))

vi.mock(import('../../src/language/words.ts'), async (original) => {
  const actual = await original()
  const toWords = (text: string) => {
    counted.texts.push(text)
    return actual.toWords(text)
  }
  return { ...actual, toWords, toPhrase: (text) => ({ text, words: toWords(text) }) }
})

vi.mock(import('../../src/matching/matcher.ts'), async (original) => {
  const actual = await original()
  return {
    ...actual,
    createMatcher: (...parameters) => {
      const matcher = actual.createMatcher(...parameters)
      return {
        match: (...query) => {
          counted.matches++
          return matcher.match(...query)
        },
      }
    },
  }
})

const knowledge = await libraryKnowledge()
const core: JudgingCore = createCore(knowledge, { name: 'Bot', contact: undefined })
const topic = knowledge.entries[0]?.id ?? ''

const respond = (text: string, addressing: Addressing, more = {}) =>
  core.respond({ text, addressing, ...more })

beforeEach(() => {
  counted.texts = []
  counted.matches = 0
})

it('takes the words out of a question in a room once, for the gate and for the answer', () => {
  respond('Weiß jemand, wo ich meinen Mantel lasse?', 'ambient')
  expect(counted.texts.filter((text) => text.trim() !== '')).toEqual([
    'Weiß jemand, wo ich meinen Mantel lasse?',
  ])
  expect(counted.matches).toBe(1)
})

it('takes no character of a mail into words twice', () => {
  const mail =
    'Kannst du das übernehmen?\n\nVon: Lesesaal\nBetreff: Mäntel\n\nHallo Team,\nbei uns stapeln sich die Mäntel. ' +
    'Wo lasse ich meinen, und wie lange ist heute offen?\n\n- Was kostet das Schließfach?\n- Darf ich essen?\n\nGruß\nLesesaal'
  const { considered } = respond(mail, 'direct')
  expect(considered.length).toBeGreaterThan(2)
  expect(counted.texts.join('').length).toBeLessThanOrEqual(mail.length)
  expect(counted.matches).toBeLessThanOrEqual(2 * considered.length)
})

it.each([
  ['a question below an answer', 'Und am Handy?', { topic }],
  ['a question with something told before it', 'Ich bin neu hier. Wo lasse ich die Jacke?', { topic }],
  ['a question that points back', 'Da ist ein Mantel. Wo lasse ich den?', { topic, isTopicImplied: true }],
])('matches %s twice at most', (_, text, more) => {
  const { considered } = respond(text, 'reply', more)
  expect(counted.matches).toBeLessThanOrEqual(2 * considered.length)
  expect(counted.matches).toBeGreaterThan(0)
})
