import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AnswerUnderwayError, createFollowEdit } from '../../../src/matrix/conversation/follow-edit.ts'
import { createFollowRedaction } from '../../../src/matrix/conversation/follow-redaction.ts'
import type { Happening } from '../../../src/matrix/conversation/feature.ts'
import { Limits } from '../../../src/matrix/inbound/limits.ts'
import { anna, ben, echoCore, eventId, Mailbox, messageOf, place, room } from '../../support/conversation.ts'
import { userId } from '../../support/conversation.ts'

let mailbox: Mailbox
beforeEach(() => {
  mailbox = new Mailbox()
})
afterEach(() => {
  mailbox[Symbol.dispose]()
})

const answer = (question = 'question') => {
  const outcome = echoCore.respond({ text: 'Wo?', addressing: 'mention' })
  if (outcome.kind === 'ignore') throw new Error('is answered')
  return mailbox.voice.say(outcome, {
    roomId: room,
    cause: eventId(question),
    questionId: eventId(question),
    asker: anna,
    target: { eventId: eventId(question), sender: anna, thread: eventId('root') },
    utterance: { addressing: 'mention' },
  })
}
const edit = (edited: string, body: string, sender = anna): Happening => ({
  kind: 'edit',
  edited: eventId(edited),
  message: messageOf('edit', body, { sender }),
})
const followEdit = (happening: Happening) =>
  createFollowEdit({
    noticesOf: () => undefined,
    core: echoCore,
    messages: mailbox.outbox,
    voice: mailbox.voice,
    limits: new Limits({ perPersonPerMinute: 0, perRoomPerMinute: 0 }, () => 0),
    identity: { userId: userId('bot'), names: ['Bot'] },
  })(happening, place('edit'))
const followRedaction = (target: string) =>
  createFollowRedaction(mailbox.outbox)(
    { kind: 'redaction', target: eventId(target), sender: anna },
    place('redaction'),
  )

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
  ])('changes nothing %s', async (_, happening) => {
    mailbox.deliver(await answer())
    expect(await mailbox.handle(followEdit(happening))).toEqual([])
  })

  it('waits for an answer that is on its way', async () => {
    for (const entry of await answer()) mailbox.outbox.add(entry)
    await expect(followEdit(edit('question', 'Wann?'))).rejects.toThrow(AnswerUnderwayError)
  })
})

describe('a redacted question', () => {
  it('takes its answer along, even one that is on its way', async () => {
    const [entry] = await answer()
    if (entry) mailbox.outbox.add(entry)
    const outgoing = await mailbox.handle(followRedaction('question'))
    expect(outgoing).toMatchObject([{ type: 'm.room.redaction', about: entry?.transactionId }])
  })

  it('leaves other answers alone', async () => {
    mailbox.deliver([...(await answer()), ...(await answer('second'))])
    expect(await mailbox.handle(followRedaction('second'))).toHaveLength(1)
    expect(await mailbox.handle(followRedaction('unknown'))).toEqual([])
  })
})
