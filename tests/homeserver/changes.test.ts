import { expect } from 'vitest'
import { bodyOf, inThread, relationOf } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const frankfurt = 'primär in Frankfurt (M.)'

const it = sharedIt
  .extend('helpdesk', shared, ({ createRoom }) => createRoom())
  .extend('started', atFirst, async ({ homeserver, bot, anna, helpdesk }) => {
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    await anna.waitForMembership(helpdesk, bot.userId, 'join')
  })
  .extend('newWording', ({ anna, bot }) => async (roomId: string, answer: MatrixEvent) => {
    const edit = await anna.waitForEvent(roomId, (event) => {
      const { rel_type: type, event_id: edited } = relationOf(event)
      return event.sender === bot.userId && type === 'm.replace' && edited === answer.event_id
    })
    return (edit.content['m.new_content'] as { body: string }).body
  })

describeOnHomeserver('a question that is changed', () => {
  it('has its answer changed: to another passage, to a decline, and away', async ({
    bot,
    anna,
    helpdesk,
    newWording,
  }) => {
    const roomId = await anna.meet(bot)
    const asked = await anna.say(roomId, 'Wer ist der Anbieter von Webex?')
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    await anna.edit(roomId, asked, question)
    expect(await newWording(roomId, answer)).toContain(frankfurt)

    const inRoom = await anna.say(helpdesk, question)
    const answerInRoom = await anna.waitForReply(helpdesk, inRoom, bot.userId)
    await anna.edit(helpdesk, inRoom, 'Hat sich erledigt.')
    await anna.waitForRedaction(helpdesk, answerInRoom.event_id)
  })

  it('has its answer changed back if the change is deleted', async ({ bot, anna, newWording }) => {
    const roomId = await anna.meet(bot)
    const asked = await anna.say(roomId, 'Wer ist der Anbieter von Webex?')
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    const edit = await anna.edit(roomId, asked, question)
    expect(await newWording(roomId, answer)).toContain(frankfurt)
    await anna.redact(roomId, edit)
    await anna.hear(bot, roomId, `* ${bodyOf(answer)}`)
  })

  it('has its answer changed and removed with it in a thread, too', async ({
    bot,
    anna,
    helpdesk,
    newWording,
  }) => {
    const root = await anna.say(helpdesk, 'Sammelfaden Webex')
    const first = 'Wer ist der Anbieter von Webex?'
    const asked = await anna.mention(helpdesk, bot.userId, first, inThread(root))
    const answer = await anna.waitForReply(helpdesk, asked, bot.userId)
    await anna.edit(helpdesk, asked, question)
    expect(await newWording(helpdesk, answer)).toContain(frankfurt)
    await anna.redact(helpdesk, asked)
    await anna.waitForRedaction(helpdesk, answer.event_id)
  })

  it('is answered in the thread in which it became one', async ({ bot, anna, helpdesk }) => {
    const root = await anna.say(helpdesk, 'Sammelfaden Webex')
    // Not every client adds a reply for clients without threads.
    const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true }
    const said = await anna.say(helpdesk, 'Kleinen Moment.', { 'm.relates_to': relation })
    await anna.edit(helpdesk, said, question)
    const answer = await anna.waitForReply(helpdesk, said, bot.userId)
    expect(relationOf(answer)).toMatchObject({ rel_type: 'm.thread', event_id: root })
  })

  it('is followed, too, if it was changed while the bot was down', async ({
    bot,
    anna,
    helpdesk,
    newWording,
  }) => {
    const edited = await anna.say(helpdesk, 'Wer ist der Anbieter von Webex?')
    const redacted = await anna.say(helpdesk, question)
    const first = await anna.waitForReply(helpdesk, edited, bot.userId)
    const second = await anna.waitForReply(helpdesk, redacted, bot.userId)
    await bot.stop()
    await anna.edit(helpdesk, edited, question)
    await anna.redact(helpdesk, redacted)
    await bot.start()
    expect(await newWording(helpdesk, first)).toContain(frankfurt)
    await anna.waitForRedaction(helpdesk, second.event_id)
  })
})
