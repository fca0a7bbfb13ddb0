import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRecordedIn } from '../../../src/matrix/conversation/answer-record.ts'
import { anna, ben, echoed, eventId, reaction, room, roomId } from '../../support/conversation.ts'
import { bodies, desk, HandOverStage, question, say } from '../../support/hand-over.ts'

let stage: HandOverStage
beforeEach(() => {
  stage = new HandOverStage()
})
afterEach(() => {
  stage[Symbol.dispose]()
})

describe('a decline with an offer', () => {
  it('asks for consent and comes with a reaction for it', async () => {
    const [message, button] = stage.mailbox.deliver(await stage.decline())
    expect(message?.content['body']).toContain('Erst dann sieht das Team den Wortlaut Ihrer Nachricht')
    expect(button?.content['m.relates_to']).toMatchObject({ key: '✅' })
  })

  it('loses both when the question is answered after all', async () => {
    stage.mailbox.deliver(await stage.decline())
    stage.mailbox.offers = false
    const own = readRecordedIn(room, stage.mailbox.outbox.sentAs('$own1'))
    if (own?.eventId === undefined) throw new Error('is sent')
    const outcome = echoed({ text: 'Wann?', addressing: 'direct' })
    if (outcome.kind === 'ignore') throw new Error('is declined')
    const reworded = stage.mailbox.deliver(
      await stage.mailbox.answers.editAnswer({ ...own, eventId: own.eventId }, outcome, {
        roomId: room,
        cause: eventId('edit'),
      }),
    )
    expect(reworded.map(({ type }) => type)).toEqual(['m.room.message', 'm.room.redaction'])
    expect(await stage.consent(reaction('own1', '✅'))).toBeUndefined()
  })

  it('is made for a direct message that is not handed over yet, as long as few are', async () => {
    const ask = (target: string) =>
      stage.handlers().mayOffer({ roomId: room, asker: anna, targetId: eventId(target) })
    expect(await ask('question')).toBe(true)
    await stage.handOver()
    expect(await ask('question')).toBe(false)
    expect(await ask('another')).toBe(true)
    stage.kind = 'other'
    expect(await ask('another')).toBe(false)
    stage.kind = 'direct'
    stage.deskIsThere = false
    expect(await ask('another')).toBe(false)
  })
})

describe('consent', () => {
  it('is taken back with the reaction, and can be given again', async () => {
    await stage.handOver()
    const tickTaken = { kind: 'redaction', target: eventId('consent'), sender: anna } as const
    const place = { roomId: room, eventId: eventId('taken') }
    const undone = await stage.mailbox.handle(stage.handlers().followCopies(tickTaken, place))
    expect(undone?.map(({ type }) => type)).toEqual(['m.room.redaction', 'm.room.message', 'm.room.message'])
    expect(bodies(undone)).toEqual([
      undefined,
      expect.stringContaining('beim Service Desk gelöscht'),
      'Die Person hat ihre Frage zurückgezogen. Ich gebe dazu nichts mehr weiter.',
    ])
    expect(await stage.mailbox.handle(stage.handlers().followCopies(tickTaken, place))).toEqual([])
    const again = await stage.consent(reaction('own1', '✅'), room, 'consent2')
    expect(again?.[0]?.content['body']).toContain('> Wie lange?')
    expect(await stage.consent(reaction('own1', '✅'), room, 'consent3')).toEqual([])
  })

  it('is not taken back by what happens in another room', async () => {
    await stage.handOver()
    const elsewhere = { roomId: desk, eventId: eventId('taken') }
    const taken = { kind: 'redaction', target: eventId('consent'), sender: ben } as const
    expect(await stage.mailbox.handle(stage.handlers().followCopies(taken, elsewhere))).toEqual([])
  })

  it.each([
    ['a reaction', reaction('own1', '✅')],
    ['a word as a reply', say('Ja, bitte!', { repliesTo: eventId('own1') })],
    ['a word after it', say('yes')],
  ])('by %s posts the wording with its asker and calls nobody', async (_, event) => {
    stage.mailbox.deliver(await stage.decline())
    const [post, confirmation] = (await stage.consent(event)) ?? []
    expect(post?.content['body']).toContain('> Wie lange? <b>@\u2060room</b>')
    expect(post?.content).toMatchObject({ msgtype: 'm.text', 'm.mentions': {} })
    expect(post?.content['formatted_body']).toContain(
      '<a href="https://matrix.to/#/@anna:staff.test">@anna:staff.test</a>',
    )
    expect(post?.content['formatted_body']).toContain('&lt;b&gt;@\u2060room&lt;/b&gt;')
    expect(post?.content).not.toHaveProperty('m.relates_to')
    expect(confirmation?.content).toMatchObject({
      ...{ msgtype: 'm.text', 'm.mentions': {} },
      // Right below the offer, which hangs on the question.
      'm.relates_to': { rel_type: 'm.reference', event_id: '$question' },
    })
    expect(stage.steps).toEqual(['opened'])
  })

  it.each([
    ['somebody else’s reaction', reaction('own1', '✅', ben)],
    ['somebody else’s word', say('ja', { sender: ben, repliesTo: eventId('own1') })],
    ['another reaction', reaction('own1', '👍')],
    ['more than a word', say('ja, aber wie lange?', { repliesTo: eventId('own1') })],
    ['a word to another message', say('ja', { repliesTo: eventId('other') })],
  ])('is not given by %s', async (_, event) => {
    stage.mailbox.deliver(await stage.decline())
    expect(await stage.consent(event)).toBeUndefined()
  })

  it('is not given from another room, nor once the room is no direct one any more', async () => {
    stage.mailbox.deliver(await stage.decline())
    expect(await stage.consent(reaction('own1', '✅'), roomId('elsewhere'))).toBeUndefined()
    stage.kind = 'other'
    expect(await stage.consent(reaction('own1', '✅'))).toBeUndefined()
  })

  it('is not given by a word before the offer can have been read', async () => {
    for (const entry of await stage.decline()) stage.mailbox.outbox.add(entry)
    expect(await stage.consent(say('ja'))).toBeUndefined()
  })

  it('is not given to a decline without an offer', async () => {
    stage.mailbox.offers = false
    stage.mailbox.deliver(await stage.decline())
    expect(await stage.consent(reaction('own1', '✅'))).toBeUndefined()
    expect(await stage.consent(say('ja', { repliesTo: eventId('own1') }))).toBeUndefined()
  })

  it('counts once', async () => {
    await stage.handOver()
    expect(await stage.consent(reaction('own1', '✅'))).toEqual([])
  })

  it('can be refused by a word, and given later', async () => {
    stage.mailbox.deliver(await stage.decline())
    expect(bodies(await stage.consent(say('Nein, danke')))).toEqual(['In Ordnung, ich gebe nichts weiter.'])
    expect(await stage.consent(reaction('own1', '✅'))).toHaveLength(2)
  })

  it.each([
    ['the room is not there', () => (stage.deskIsThere = false)],
    ['the question is gone', () => (stage.fetched = undefined)],
    ['the question is somebody else’s', () => (stage.fetched = { ...question, sender: ben })],
  ])('passes nothing on if %s', async (_, prevent) => {
    stage.mailbox.deliver(await stage.decline())
    prevent()
    expect(bodies(await stage.consent(reaction('own1', '✅')))).toEqual([
      expect.stringContaining('Das kann ich gerade nicht'),
    ])
    expect(stage.steps).toEqual(['unavailable'])
  })

  it('hands over three questions of a person at a time', async () => {
    const tap = async (target: string, own: string) => {
      stage.mailbox.deliver(await stage.decline(target))
      return stage.consent(reaction(own, '✅'))
    }
    for (const [target, own] of [
      ['a', 'own1'],
      ['b', 'own5'],
      ['c', 'own9'],
    ] as const)
      expect(await tap(target, own)).toHaveLength(2)
    expect(bodies(await tap('d', 'own13'))).toEqual([expect.stringContaining('schon mehrere Ihrer Fragen')])
    expect(await stage.relay(say('fertig', { repliesTo: eventId('own4') }))).toHaveLength(2)
    expect(await stage.consent(reaction('own13', '✅'))).toHaveLength(2)
  })
})
