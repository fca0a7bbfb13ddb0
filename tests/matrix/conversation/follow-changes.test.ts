import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AnswerUnderwayError, createFollowEdit } from '../../../src/matrix/conversation/follow-edit.ts'
import { createFollowRedaction } from '../../../src/matrix/conversation/follow-redaction.ts'
import type { UserEvent } from '../../../src/matrix/conversation/user-event.ts'
import type { RoomMessage } from '../../../src/matrix/inbound/room-message.ts'
import type { RoomKind } from '../../../src/matrix/rooms/room-kinds.ts'
import { Limits } from '../../../src/matrix/inbound/limits.ts'
import {
  anna,
  ben,
  echoCore,
  echoed,
  eventId,
  Mailbox,
  messageOf,
  place,
  room,
} from '../../support/conversation.ts'
import { roomId, userId } from '../../support/conversation.ts'

let mailbox: Mailbox
beforeEach(() => {
  mailbox = new Mailbox()
})
afterEach(() => {
  mailbox[Symbol.dispose]()
})

const answer = (question = 'question') => {
  const outcome = echoed({ text: 'Wo?', addressing: 'mention' })
  if (outcome.kind === 'ignore') throw new Error('is answered')
  return mailbox.answers.queueAnswer(outcome, {
    roomId: room,
    cause: eventId(question),
    questionId: eventId(question),
    asker: anna,
    target: { eventId: eventId(question), sender: anna, thread: eventId('root') },
    utterance: { addressing: 'mention' },
  })
}
const edit = (edited: string, body: string, sender = anna): UserEvent => ({
  kind: 'edit',
  edited: eventId(edited),
  message: messageOf('edit', body, { sender }),
})
/** A message that the bot was not asked in, as it was when it was sent. */
const unanswered = { ...messageOf('other', 'Wo stehen eigentlich'), timestamp: 0 }
/** The message as it is now. */
let fetched: RoomMessage | undefined
/** Milliseconds since that message. */
let sinceMs = 0
const answered: string[] = []
beforeEach(() => {
  sinceMs = 60_000
  fetched = unanswered
  answered.length = 0
})
const followEdit = (event: UserEvent, kind: RoomKind = 'helpdesk', where = place('edit')) =>
  createFollowEdit({
    kindOf: () => Promise.resolve(kind),
    fetchMessage: (_, id) => Promise.resolve(id === fetched?.eventId ? fetched : undefined),
    takePart: (asked, { eventId: id }) => {
      if (asked.kind === 'message') answered.push(`${id}: ${asked.message.body}`)
      return Promise.resolve(undefined)
    },
    now: () => sinceMs,
    noticesOf: () => undefined,
    core: echoCore,
    messages: mailbox.outbox,
    answers: mailbox.answers,
    limits: new Limits({ perPersonPerMinute: 0, perRoomPerMinute: 0 }, () => 0),
    bot: { userId: userId('bot'), names: ['Bot'] },
  })(event, where)
const followRedaction = (target: string, where = place('redaction')) =>
  createFollowRedaction({
    messages: mailbox.outbox,
    inbox: mailbox.inbox,
    encryption: { encrypt: (_, event) => Promise.resolve(event) },
  })({ kind: 'redaction', target: eventId(target), sender: anna }, where)

describe('a message that was not answered', () => {
  const wording = edit('other', 'Wo stehen eigentlich die Server?')

  it('is judged in its new wording while it is young', async () => {
    await followEdit(wording)
    sinceMs = 16 * 60_000
    await followEdit(wording)
    expect(answered).toEqual(['$other: Wo stehen eigentlich die Server?'])
  })

  it('is judged in other rooms if the new wording calls the bot', async () => {
    await followEdit(wording, 'other')
    await followEdit(edit('other', 'Bot: wo stehen die Server?'), 'other')
    expect(answered).toEqual(['$other: Bot: wo stehen die Server?'])
  })

  it('is not judged by somebody else’s wording', async () => {
    await followEdit(edit('other', 'Wo?', ben))
    expect(answered).toEqual([])
  })

  it.each(['Nein.', 'Bot: das meinte ich nicht', 'Ja', '2.'])(
    'says nothing a second time of an answer: %s',
    async (body) => {
      fetched = messageOf('other', body)
      await followEdit(edit('other', body), 'direct')
      expect(answered).toEqual([])
    },
  )

  it('is not judged as a new one if it was answered', async () => {
    mailbox.deliver(await answer('other'))
    await followEdit(wording)
    expect(answered).toEqual([])
  })
})

describe('a new wording of a question', () => {
  it('gives the answer another wording', async () => {
    mailbox.deliver(await answer())
    expect(await mailbox.handle(followEdit(edit('question', 'Bot: Und wann?')))).toMatchObject([
      {
        type: 'm.room.message',
        content: {
          body: '* Und wann?',
          'm.mentions': {},
          'm.new_content': { body: 'Und wann?', msgtype: 'm.text', 'm.mentions': {} },
          'm.relates_to': { rel_type: 'm.replace', event_id: '$own1' },
        },
      },
    ])
  })

  it('takes the answer back when nothing is asked any more, once', async () => {
    mailbox.deliver(await answer())
    expect(await mailbox.handle(followEdit(edit('question', 'Hat sich erledigt.')))).toMatchObject([
      { type: 'm.room.redaction' },
    ])
    expect(await mailbox.handle(followEdit(edit('question', 'Schon gut.')))).toEqual([])
  })

  it.each([
    ['of somebody else’s question', edit('question', 'Wann?', ben)],
    ['of a message that was not answered', edit('other', 'Wann?')],
  ])('changes nothing %s', async (_, event) => {
    mailbox.deliver(await answer())
    expect(await mailbox.handle(followEdit(event))).toEqual([])
  })

  it('gives the answer its wording from before when it is redacted', async () => {
    mailbox.deliver(await answer())
    await mailbox.handle(followEdit(edit('question', 'Und wann?')))
    fetched = messageOf('question', 'Wo?')
    const redaction: UserEvent = { kind: 'redaction', target: eventId('edit'), sender: anna }
    const undone = await mailbox.handle(followEdit(redaction, 'helpdesk', place('redaction')))
    expect(undone).toMatchObject([
      { content: { 'm.new_content': { body: 'Wo?' }, 'm.relates_to': { event_id: '$own1' } } },
    ])
  })

  it('takes the answer along when it is redacted and the one from before can’t be had', async () => {
    mailbox.deliver(await answer())
    await mailbox.handle(followEdit(edit('question', 'Und wann?')))
    const redaction: UserEvent = { kind: 'redaction', target: eventId('edit'), sender: anna }
    expect(await mailbox.handle(followEdit(redaction))).toMatchObject([{ type: 'm.room.redaction' }])
    expect(await followEdit(redaction)).toBeUndefined()
  })

  it('waits for an answer that is on its way', async () => {
    for (const entry of await answer()) mailbox.outbox.add(entry)
    await expect(followEdit(edit('question', 'Wann?'))).rejects.toThrow(AnswerUnderwayError)
  })
})

describe('a change in one room of a question in another', () => {
  const elsewhere = { ...place('change'), roomId: roomId('elsewhere') }

  it('changes nothing', async () => {
    mailbox.deliver(await answer())
    expect(await mailbox.handle(followEdit(edit('question', 'Wann?'), 'helpdesk', elsewhere))).toEqual([])
    expect(await mailbox.handle(followRedaction('question', elsewhere))).toEqual([])
  })
})

describe('a redacted question', () => {
  it('takes its answer along, even one that is on its way', async () => {
    const [entry] = await answer()
    if (entry) mailbox.outbox.add(entry)
    const outgoing = await mailbox.handle(followRedaction('question'))
    expect(outgoing).toMatchObject([{ type: 'm.room.redaction', about: entry?.transactionId }])
  })

  it('is not answered any more if its key comes late', async () => {
    const { inbox } = mailbox
    inbox.add([{ key: '$question', roomId: room, kind: 'event', payload: '{}' }])
    inbox.park('$question', 'missing key')
    await followRedaction('question')
    expect(inbox.wake(room)).toBe(0)
  })

  it('leaves other answers alone', async () => {
    mailbox.deliver([...(await answer()), ...(await answer('second'))])
    expect(await mailbox.handle(followRedaction('second'))).toHaveLength(1)
    expect(await mailbox.handle(followRedaction('unknown'))).toEqual([])
  })
})
