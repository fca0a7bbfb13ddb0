import { beforeAll, describe, expect, it } from 'vitest'
import type { JudgingCore } from '../../src/core/core.ts'
import type { Outcome } from '../../src/replies/types.ts'
import { createRealCore } from '../support/real-core.ts'
import { outline } from '../support/replies.ts'

let core: JudgingCore
beforeAll(async () => {
  core = await createRealCore()
}, 120_000)

const about = (outcome: Outcome) => {
  if (outcome.kind === 'answer') return outcome.answers.map(({ entry }) => entry.id).join()
  return outcome.kind === 'decline' ? (outcome.entry?.id ?? 'nothing') : outcome.kind
}
const ask = (text: string, topic?: string) =>
  about(core.respond({ text, addressing: 'thread', ...(topic !== undefined && { topic }) }))

describe('a follow-up question in a thread', () => {
  it.each([
    ['Und wie ist das am Handy?', 'softphone/presence'],
    ['Und wo genau?', 'softphone/serverstandort'],
    ['Auch am Handy?', 'softphone/verschluesselung-daten'],
  ])('gets its topic from the answer before, which it never repeats: %s', (text, topic) => {
    expect(ask(text)).not.toBe(topic)
    const outcome = core.respond({ text, addressing: 'thread', topic })
    expect(outcome).toMatchObject({ kind: 'decline', entry: undefined })
    expect(outcome.kind === 'decline' && outline(outcome.reply)[0]).toBe(
      'Dazu habe ich keine andere Stelle gefunden als die, die ich eben zitiert habe.',
    )
  })

  it.each(['Wo genau stehen die Server?', 'Und wo ist das noch einmal?'])(
    'that asks for the same again gets it again: %s',
    (text) => {
      expect(ask(text, 'softphone/serverstandort')).toBe('softphone/serverstandort')
    },
  )

  it('that does not point back has no topic but its own in a direct message', () => {
    const said = (text: string) =>
      core.respond({ text, addressing: 'direct', topic: 'softphone/serverstandort', isTopicImplied: true })
    expect(said('Welche Farbe hat der Hörer?').considered).toEqual(
      core.respond({ text: 'Welche Farbe hat der Hörer?', addressing: 'direct' }).considered,
    )
  })

  it.each([
    ['Und bei Presence?', 'softphone/presence'],
    ['Was kostet das?', 'general/kosten'],
    ['Wie lange wird das gespeichert?', 'softphone/speicherdauer'],
    ['Kannst du mir sagen, wie lange das gespeichert wird?', 'softphone/speicherdauer'],
  ])('that has a topic of its own keeps it: %s', (text, entry) => {
    expect(ask(text, 'softphone/serverstandort')).toBe(entry)
  })

  it.each([
    'Danke, das hilft!',
    'Ok, ich gebe das mal weiter.',
    'Kommst du mit in die Mensa?',
    'Ben, hast du das gesehen?',
  ])('is left alone if it is none: %s', (text) => {
    expect(ask(text, 'softphone/serverstandort')).toBe('ignore')
  })
})

describe('after an answer that did not help', () => {
  const question = { text: 'Gehen meine Daten in die USA?', addressing: 'direct' } as const

  it('another entry is offered that quotes something else', () => {
    const offer = core.offerOther(question, ['softphone/us-uebermittlung'])
    // Where the servers are, or what is transmitted: either may be meant.
    expect(offer.kind === 'suggest' && offer.suggestions[0]?.id).toMatch(/serverstandort|uebermittelte-daten/)
  })

  it('nothing is offered that is unlikely, even if nothing else is left', () => {
    const other = { text: 'Muss ich mich zweimal anmelden?', addressing: 'direct' } as const
    expect(core.offerOther(other, ['softphone/anmeldung'])).toMatchObject({ kind: 'decline' })
  })

  it('a person is named in the end', () => {
    expect(core.offerOther(question, 'all')).toMatchObject({ kind: 'decline' })
  })

  it('an entry is quoted by its id', () => {
    expect(about(core.answerWith('softphone/presence', 'de') ?? { kind: 'ignore', reason: 'empty' })).toBe(
      'softphone/presence',
    )
    expect(core.answerWith('gone', 'de')).toBeUndefined()
  })
})
