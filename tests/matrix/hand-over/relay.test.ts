import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '../../../src/day.ts'
import type { UserEvent } from '../../../src/matrix/conversation/user-event.ts'
import { anna, ben, eventId, messageOf, place, reaction, room, roomId } from '../../support/conversation.ts'
import { bodies, desk, HandOverStage, inThread, say } from '../../support/hand-over.ts'

let stage: HandOverStage
beforeEach(() => {
  stage = new HandOverStage()
})
afterEach(() => {
  stage[Symbol.dispose]()
})

describe('what is said about a question that was handed over', () => {
  it('travels both ways as plain text', async () => {
    await stage.handOver()
    const markup = 'Siehe <a href="x">@room</a> & anna@staff.test,\n@ben:staff.test'
    const [toAnna] = (await stage.relay(say(markup, inThread))) ?? []
    expect(toAnna?.content).toMatchObject({
      msgtype: 'm.text',
      body: 'Service Desk: Siehe <a href="x">@\u2060room</a> & anna@staff.test,\n@\u2060ben:staff.test',
      'm.mentions': {},
      'm.relates_to': { rel_type: 'm.reference', event_id: '$question' },
    })
    expect(toAnna?.content['formatted_body']).toBe(
      '<p><strong>Service Desk:</strong> Siehe &lt;a href=&quot;x&quot;&gt;@\u2060room&lt;/a&gt; &amp; anna@staff.test,<br>@\u2060ben:staff.test</p>',
    )
    const [toDesk] = (await stage.relay(say('Danke @ben:staff.test', { repliesTo: eventId('own5') }))) ?? []
    expect(toDesk?.content).toMatchObject({
      body: '@anna:staff.test: Danke @\u2060ben:staff.test',
      'm.mentions': {},
      'm.relates_to': { rel_type: 'm.thread', event_id: '$own3' },
    })
  })

  it('is marked where it was said', async () => {
    await stage.handOver()
    const [, mark] = (await stage.relay(say('Ja.', inThread))) ?? []
    expect(mark).toMatchObject({
      type: 'm.reaction',
      content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$m-Ja.', key: '📨' } },
    })
  })

  it('has the name by which the asker is known, and in the post also the id, which nobody can choose', async () => {
    stage.name = 'Anna Muster'
    const [post] = (await stage.handOver()) ?? []
    expect(post?.content['body']).toContain('Zustimmung von: Anna Muster (@anna:staff.test)')
    await stage.relay(say('Ja.', inThread))
    const [toDesk] = (await stage.relay(say('Danke', { repliesTo: eventId('own5') }))) ?? []
    expect(toDesk?.content['body']).toBe('Anna Muster: Danke')
  })

  it('stays with the service desk if it begins with //', async () => {
    await stage.handOver()
    expect(await stage.relay(say('// Weiß das jemand?', inThread))).toEqual([])
    expect(bodies(await stage.relay(say('Siehe https://staff.test', inThread)))?.[0]).toContain('https:')
  })

  it('tells the asker of a ticket, with its address', async () => {
    await stage.handOver()
    const [told, mark] = (await stage.relay(say('Ticket #47/11', inThread))) ?? []
    expect(told?.content['body']).toBe('Service Desk: Ticket #47/11')
    expect(mark?.type).toBe('m.reaction')
    const [ticket] = (await stage.relay(say('ticket: ZIH-4711', inThread))) ?? []
    expect(ticket?.content['body']).toBe(
      'Der Service Desk führt Ihre Frage jetzt als Ticket: ZIH-4711 (https://tickets.test/ZIH-4711)',
    )
  })

  it.each([
    ['outside of the thread', say('Wer?', { roomId: desk, sender: ben })],
    [
      'in reply to the post, outside of the thread',
      say('Wer?', { ...inThread, thread: undefined, repliesTo: eventId('own3') }),
    ],
    ['to the bot by its name', say('Bot: hilfe', inThread)],
    ['in another room under the same id', say('Wer?', { ...inThread, roomId: roomId('elsewhere') })],
    ['by the asker without a reply', say('Und wann?')],
    ['by somebody else in the direct room', say('Und wann?', { sender: ben, repliesTo: eventId('own4') })],
  ])('stays where it is if it is said %s', async (_, event) => {
    await stage.handOver()
    expect(await stage.relay(event)).toBeUndefined()
  })

  it('is told to be under way only once the post is there, and to have failed if it is refused', async () => {
    const { outbox } = stage.mailbox
    stage.mailbox.deliver(await stage.decline())
    const where = { roomId: room, eventId: eventId('consent') }
    const handling = await stage.handlers().takeConsent(reaction('own1', '✅'), where)
    const [post, ...notices] = handling?.kind === 'settled' ? handling.outgoing : []
    if (post === undefined) throw new Error('is posted')
    for (const entry of [post, ...notices]) outbox.add(entry)
    expect([notices.length, outbox.next(room)]).toEqual([2, undefined])
    outbox.dropped(post.transactionId, 'refused')
    expect(outbox.next(room)?.content).toContain('nicht an den Service Desk weitergeben')
    expect(
      await stage.handlers().mayOffer({ roomId: room, asker: anna, targetId: eventId('question') }),
    ).toBe(true)
  })

  it('tells who said it if it is refused', async () => {
    await stage.handOver()
    const handling = await stage.handlers().relay(say('Seit gestern', inThread), place('m'))
    const [copy, failure] = handling?.kind === 'settled' ? handling.outgoing : []
    if (copy === undefined || failure === undefined) throw new Error('both are there')
    for (const entry of [copy, failure]) stage.mailbox.outbox.add(entry)
    expect(stage.mailbox.outbox.next(desk)).toBeUndefined()
    stage.mailbox.outbox.dropped(copy.transactionId, 'refused')
    expect(stage.mailbox.outbox.next(desk)?.content).toContain('nicht angekommen')
  })

  it.each([
    ['the service desk', say('Fertig!', inThread)],
    ['the asker in reply', say('fertig', { repliesTo: eventId('own4') })],
    ['the asker', say('done')],
  ])('ends when %s says so, once for both', async (_, event) => {
    await stage.handOver()
    const closings = await stage.relay(event)
    expect(bodies(closings)).toEqual(Array(2).fill(expect.stringContaining('ist beendet')))
    expect(await stage.relay(say('Nachtrag', inThread))).toEqual([])
    expect(await stage.relay(say('Nachtrag', { repliesTo: eventId('own4') }))).toBeUndefined()
    expect(await stage.relay(say('fertig', inThread))).toEqual([])
  })

  it('ends by itself after the configured time', async () => {
    await stage.handOver()
    stage.now = 7 * dayMs
    expect(await stage.relay(say('Nachtrag', inThread))).toEqual([])
    expect(await stage.relay(say('Nachtrag', { repliesTo: eventId('own4') }))).toBeUndefined()
  })

  it('ends when the other side is gone, and that is said', async () => {
    await stage.handOver()
    stage.left.add(room)
    expect(bodies(await stage.relay(say('Hallo?', inThread)))).toEqual([
      expect.stringContaining('Die Person hat die Unterhaltung mit mir verlassen.'),
    ])
    expect(await stage.relay(say('Hallo?', inThread))).toEqual([])
  })

  it('ends before what is said encrypted would be repeated in clear, and both are told', async () => {
    await stage.handOver()
    stage.encrypted.add(room)
    expect(bodies(await stage.relay(say('Vertraulich', { repliesTo: eventId('own4') })))).toEqual([
      expect.stringContaining('Das kann ich gerade nicht an den Service Desk weitergeben.'),
      expect.stringContaining('ist beendet'),
    ])
    expect(await stage.relay(say('Hallo?', inThread))).toEqual([])
  })

  it('reaches an asker who writes in clear from a service desk that does not', async () => {
    await stage.handOver()
    stage.encrypted.add(desk)
    expect(bodies(await stage.relay(say('Ja.', inThread)))?.[0]).toBe('Service Desk: Ja.')
  })

  it('is bounded, and who says too much is told once', async () => {
    await stage.handOver()
    stage.perMinute = 1
    const { relay: feature } = stage.handlers()
    const send = (body: string) =>
      stage.mailbox.handle(feature(say(body, inThread), { roomId: desk, eventId: eventId(body) }))
    expect(bodies(await send('eins'))).toEqual(['Service Desk: eins', undefined])
    expect(bodies(await send('zwei'))).toEqual([expect.stringContaining('sehr viele Nachrichten')])
    expect(await send('drei')).toEqual([])
  })

  it('names what is no text without passing it on', async () => {
    await stage.handOver()
    const place = { ...inThread, eventId: eventId('file'), repliesTo: undefined }
    const delivered = await stage.relay({ kind: 'attachment', message: place })
    expect(bodies(delivered)).toEqual([expect.stringContaining('Service Desk: [Das war kein Text')])
  })
})

describe('a change of what was passed on', () => {
  const follow = (event: UserEvent, where = desk) =>
    stage.mailbox.handle(stage.handlers().followCopies(event, { roomId: where, eventId: eventId('change') }))
  const edit = (edited: string, sender = ben): UserEvent => ({
    kind: 'edit',
    edited: eventId(edited),
    message: messageOf('edit', 'Vierzig Tage', { sender, roomId: desk }),
  })
  const redaction = (target: string): UserEvent => ({
    kind: 'redaction',
    target: eventId(target),
    sender: ben,
  })

  it('changes the copy, if its author makes it', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', inThread))
    expect(await follow(edit('m-Tage', anna))).toBeUndefined()
    expect(await follow(edit('m-Tage'), roomId('elsewhere'))).toBeUndefined()
    expect(await follow(edit('m-Tage'))).toMatchObject([
      {
        content: {
          'm.mentions': {},
          'm.new_content': { body: 'Service Desk: Vierzig Tage' },
          'm.relates_to': { rel_type: 'm.replace', event_id: '$own5' },
        },
      },
    ])
  })

  it('stays unsaid if it is encrypted and the copy is not, and its author is told', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', { repliesTo: eventId('own4') }))
    stage.encrypted.add(room)
    const told = await follow(edit('m-Tage', anna), room)
    expect(bodies(told)).toEqual([expect.stringContaining('noch der frühere Wortlaut')])
  })

  it('takes the copy back, or everything with the question', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', inThread))
    expect(await follow(redaction('m-Tage'), roomId('elsewhere'))).toEqual([])
    expect(await follow(redaction('m-Tage'))).toMatchObject([{ type: 'm.room.redaction' }])
    expect(await follow(redaction('question'))).toEqual([])
    const all = await follow(redaction('question'), room)
    expect(all?.map(({ type }) => type)).toEqual(['m.room.redaction', 'm.room.message', 'm.room.message'])
    expect(await stage.relay(say('Nachtrag', inThread))).toEqual([])
  })

  it('changes the copy back if the change is taken back, even after the end', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', inThread))
    await follow(edit('m-Tage'))
    await stage.relay(say('fertig', inThread))
    stage.fetched = messageOf('m-Tage', 'Tage', { sender: ben, roomId: desk })
    expect(await follow(redaction('edit'), room)).toEqual([])
    expect(await follow(redaction('edit'))).toMatchObject([
      { content: { 'm.new_content': { body: 'Service Desk: Tage' }, 'm.relates_to': { event_id: '$own5' } } },
    ])
  })

  it('takes the copy back if the wording from before can’t be had', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', inThread))
    await follow(edit('m-Tage'))
    stage.fetched = undefined
    expect(await follow(redaction('edit'))).toMatchObject([{ type: 'm.room.redaction' }])
  })

  it('takes the copy back if the wording from before may be an encrypted one, and the copy is not', async () => {
    await stage.handOver()
    await stage.relay(say('Tage', { repliesTo: eventId('own4') }))
    await follow(edit('m-Tage', anna), room)
    stage.encrypted.add(room)
    expect(await follow(redaction('edit'), room)).toMatchObject([{ type: 'm.room.redaction' }])
  })

  it('ends it if somebody removes the post itself, in its room', async () => {
    await stage.handOver()
    expect(await follow(redaction('own3'), room)).toEqual([])
    expect(bodies(await follow(redaction('own3')))).toEqual(
      Array(2).fill(expect.stringContaining('ist beendet')),
    )
    expect(await follow(redaction('own3'))).toEqual([])
  })

  it('leaves the post in the wording that was consented to', async () => {
    await stage.handOver()
    expect(await follow(edit('question', anna), room)).toBeUndefined()
  })
})
