import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEvent } from '../../../src/matrix/inbound/decode-event.ts'
import { eventId, roomEvent, roomId, userId } from '../../support/matrix-events.ts'

const decode = (content: unknown, change = {}) => decodeEvent(roomId(), roomEvent({ content, ...change }))
const text = (change: Record<string, unknown>) => ({ msgtype: 'm.text', body: 'Wo?', ...change })
const edited = (content: unknown) => ({
  ...{ body: '*', 'm.new_content': content },
  'm.relates_to': { rel_type: 'm.replace', event_id: '$original' },
})
const inReplyTo = { 'm.in_reply_to': { event_id: '$target' } }

describe('what is read of a message that is no plain text', () => {
  const said = (content: Record<string, unknown>, type = 'm.room.message') =>
    decodeEvent(roomId(), roomEvent({ type, content }))

  it.each([
    ['a picture', { msgtype: 'm.image', body: 'Wo?', filename: 'bild.png' }],
    ['a file', { msgtype: 'm.file', body: 'Wo?', filename: 'brief.pdf' }],
    ['an action', { msgtype: 'm.emote', body: 'Wo?' }],
  ])('is the caption of %s', (_, content) => {
    expect(said(content)).toMatchObject({ kind: 'message', message: { body: 'Wo?' } })
  })

  it.each([
    ['a picture without one', { msgtype: 'm.image', body: 'bild.png', filename: 'bild.png' }],
    ['a picture of an older client', { msgtype: 'm.image', body: 'bild.png' }],
    [
      'a voice message',
      { msgtype: 'm.audio', body: 'Wo?', filename: 'a.ogg', 'org.matrix.msc3245.voice': {} },
    ],
    ['a location', { msgtype: 'm.location', body: 'Dresden', geo_uri: 'geo:51,13' }],
    ['something of a future client', { msgtype: 'org.example.new', body: 'Wo?' }],
  ])('is nothing of %s', (_, content) => {
    expect(said(content)).toMatchObject({ kind: 'attachment' })
  })

  it.each(['m.sticker', 'm.poll.start', 'org.matrix.msc3381.poll.start'])('is nothing of %s', (type) => {
    expect(said({ body: 'Wo?' }, type)).toMatchObject({ kind: 'attachment' })
  })

  it('is nothing of a program’s, nor of what begins a verification', () => {
    expect(said({ msgtype: 'm.key.verification.request', body: 'x' })).toMatchObject({ kind: 'skipped' })
    expect(said({ msgtype: 'm.server_notice', body: 'x' })).toMatchObject({ kind: 'skipped' })
  })
})

describe('decoding an event', () => {
  it('takes text with its mentions', () => {
    const content = text({ 'm.mentions': { user_ids: ['@bot:staff.test', 7, 'nobody'] } })
    expect(decode(content)).toMatchObject({
      kind: 'message',
      message: { body: 'Wo?', mentions: [userId('bot')], repliesTo: undefined, thread: undefined },
    })
  })

  it('tells a reply from the fallback that clients add in threads', () => {
    const thread = { rel_type: 'm.thread', event_id: '$root', ...inReplyTo }
    expect(decode(text({ 'm.relates_to': inReplyTo }))).toMatchObject({
      message: { repliesTo: eventId('target'), thread: undefined },
    })
    expect(decode(text({ 'm.relates_to': { ...thread, is_falling_back: true } }))).toMatchObject({
      message: { repliesTo: undefined, thread: eventId('root') },
    })
    expect(decode(text({ 'm.relates_to': { ...thread, is_falling_back: false } }))).toMatchObject({
      message: { repliesTo: eventId('target'), thread: eventId('root') },
    })
  })

  it('leaves out the quotation that older clients put in front of a reply, and only there', () => {
    const body = '> <@ben:staff.test> Guten Tag\n> und hallo\n\nWo?'
    expect(decode(text({ body, 'm.relates_to': inReplyTo }))).toMatchObject({ message: { body: 'Wo?' } })
    expect(decode(text({ body }))).toMatchObject({ message: { body } })
  })

  it('takes an edit for an edit, with its new text', () => {
    const relation = { rel_type: 'm.replace', event_id: '$original' }
    const content = text({
      body: '* Wann?',
      'm.new_content': text({ body: 'Wann?' }),
      'm.relates_to': relation,
    })
    expect(decode(content)).toMatchObject({
      kind: 'edit',
      edited: eventId('original'),
      message: { body: 'Wann?' },
    })
  })

  it('takes a file for something that is no text, in its place', () => {
    const relation = { rel_type: 'm.thread', event_id: '$root', is_falling_back: true, ...inReplyTo }
    expect(decode(text({ msgtype: 'm.file', 'm.relates_to': relation }))).toEqual({
      kind: 'attachment',
      message: {
        ...{ roomId: roomId(), eventId: eventId('question'), sender: userId('anna') },
        ...{ repliesTo: undefined, thread: eventId('root') },
      },
    })
  })

  it.each([
    ['notice', text({ msgtype: 'm.notice' })],
    ['notice', text({ 'org.matrix.msc1767.automated': true })],
    ['not-text', edited({ msgtype: 'm.image' })],
    ['malformed', text({ body: 7 })],
    ['malformed', null],
    ['malformed', text({ 'm.relates_to': { rel_type: 'm.replace', event_id: 'nonsense' } })],
  ])('skips as %s what is no message of a person', (reason, content) => {
    expect(decode(content)).toEqual({ kind: 'skipped', reason })
  })

  it('does not take what is inside an encrypted event for a change of the room', () => {
    expect(decode({ replacement_room: '!trap:staff.test' }, { type: 'm.room.tombstone' })).toMatchObject({
      kind: 'skipped',
    })
  })

  it('never throws, whatever an event contains', () => {
    const types = fc.constantFrom(
      ...['m.room.message', 'm.reaction', 'm.room.redaction', 'm.room.tombstone', 'm.room.member'],
    )
    fc.assert(
      fc.property(types, fc.jsonValue({ maxDepth: 6 }), fc.option(fc.string()), (type, content, stateKey) => {
        decode(content, { type, stateKey: stateKey ?? undefined })
      }),
    )
  })
})
