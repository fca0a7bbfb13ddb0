import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import type { Addressing } from '../../src/core/utterance.ts'
import { createStatisticsEvents } from '../../src/observability/statistics-events.ts'
import type { Count } from '../../src/storage/statistics.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Hinweisbot', contact: undefined })

function record() {
  const counts: Count[] = []
  const events = createStatisticsEvents({ add: (more) => counts.push(...more) })
  const ask = (text: string, addressing: Addressing = 'direct', ageMs = 120) => {
    events.handled({ addressing, outcome: core.respond({ text, addressing }), ageMs })
  }
  return { events, ask, read: () => counts.map(({ measure, subject }) => `${measure} ${subject}`) }
}

describe('what is counted', () => {
  it('is the entry of an answer, how it was asked, and how long it took', () => {
    const { ask, read } = record()
    ask('Wann hat die Bibliothek geöffnet?', 'direct', 251)
    expect(read()).toEqual([
      'outcome answer',
      'answer library/oeffnungszeiten',
      'addressing direct',
      'language de',
      'response-time 500',
    ])
  })

  it('is the decline entry of a decline', () => {
    const { ask, read } = record()
    ask('Where is the printer?', 'mention', 4_000_000)
    expect(read()).toEqual([
      'outcome decline',
      'decline library/drucken',
      'addressing mention',
      'language en',
      'response-time more',
    ])
  })

  it('is the command, or the reason for silence', () => {
    const { ask, read } = record()
    ask('hilfe')
    ask('Schönes Wochenende!', 'ambient')
    expect(read()).toEqual([
      'outcome command',
      'command help',
      'addressing direct',
      'language de',
      'response-time 250',
      'outcome ignore',
      'ignored not-a-question',
    ])
  })

  it('is feedback by entry, and who reached a limit only as a kind', () => {
    const { events, read } = record()
    events.feedback({ entry: 'library/oeffnungszeiten', helpful: true })
    events.feedback({ entry: 'library/oeffnungszeiten', helpful: false })
    events.limited({ by: 'person' })
    expect(read()).toEqual([
      'feedback-up library/oeffnungszeiten',
      'feedback-down library/oeffnungszeiten',
      'limited person',
    ])
  })

  it('is, of questions that stayed open, the entry they came near and why', () => {
    const { events, read } = record()
    events.openQuestions([
      { reason: 'uncertain', nearest: 'library/oeffnungszeiten' },
      { reason: 'vague', nearest: undefined },
    ])
    expect(read()).toEqual(['open-uncertain library/oeffnungszeiten', 'open-vague -'])
  })

  it('is never what was said', () => {
    const { ask, read } = record()
    ask('Wo kann ich meine Tasche lassen, fragt Frau Fremdling? Und kann man parken?')
    ask('xyzzy fremdling')
    expect(read().join('\n')).not.toMatch(/fremdling|tasche lassen/i)
  })
})
