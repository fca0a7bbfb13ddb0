import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const frankfurt = 'primär in Frankfurt (M.)'

describeOnHomeserver('a question that is changed', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let helpdesk: string

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    const ben = await Person.register(homeserver, 'ben')
    helpdesk = await anna.createRoom({ invite: [bot.userId, ben.userId] })
    await ben.join(helpdesk)
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    await anna.waitForMembership(helpdesk, bot.userId, 'join')
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const waitForEdit = (roomId: string, answer: MatrixEvent) =>
    anna.waitForEvent(roomId, ({ sender, content }) => {
      const relation = content['m.relates_to'] as { rel_type?: string; event_id?: string } | undefined
      return (
        sender === bot.userId && relation?.rel_type === 'm.replace' && relation.event_id === answer.event_id
      )
    })
  const newBody = ({ content }: MatrixEvent) => (content['m.new_content'] as { body: string }).body
  const waitForRedaction = (roomId: string, { event_id }: MatrixEvent) =>
    waitFor(async () => {
      const { content } = await anna.event(roomId, event_id)
      return Object.keys(content).length === 0 ? true : undefined
    })

  it('has its answer changed: to another passage, to a decline, and away', async () => {
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const asked = await anna.say(roomId, 'Wer ist der Anbieter von Webex?')
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    await anna.edit(roomId, asked, question)
    expect(newBody(await waitForEdit(roomId, answer))).toContain(frankfurt)

    const inRoom = await anna.say(helpdesk, question)
    const answerInRoom = await anna.waitForReply(helpdesk, inRoom, bot.userId)
    await anna.edit(helpdesk, inRoom, 'Hat sich erledigt.')
    await waitForRedaction(helpdesk, answerInRoom)
  })

  it('has its answer changed and removed with it in a thread, too', async () => {
    const root = await anna.say(helpdesk, 'Sammelfaden Webex')
    const fallback = { is_falling_back: true, 'm.in_reply_to': { event_id: root } }
    const relation = { rel_type: 'm.thread', event_id: root, ...fallback }
    const first = 'Wer ist der Anbieter von Webex?'
    const asked = await anna.mention(helpdesk, bot.userId, first, { 'm.relates_to': relation })
    const answer = await anna.waitForReply(helpdesk, asked, bot.userId)
    await anna.edit(helpdesk, asked, question)
    expect(newBody(await waitForEdit(helpdesk, answer))).toContain(frankfurt)
    await anna.redact(helpdesk, asked)
    await waitForRedaction(helpdesk, answer)
  })

  it('is answered in the thread in which it became one', async () => {
    const root = await anna.say(helpdesk, 'Sammelfaden Webex')
    const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true }
    const said = await anna.say(helpdesk, 'Kleinen Moment.', { 'm.relates_to': relation })
    await anna.edit(helpdesk, said, question)
    const answer = await anna.waitForReply(helpdesk, said, bot.userId)
    expect(answer.content['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root })
  })

  it('is followed, too, if it was changed while the bot was down', async () => {
    const edited = await anna.say(helpdesk, 'Wer ist der Anbieter von Webex?')
    const redacted = await anna.say(helpdesk, question)
    const first = await anna.waitForReply(helpdesk, edited, bot.userId)
    const second = await anna.waitForReply(helpdesk, redacted, bot.userId)
    await bot.stop()
    await anna.edit(helpdesk, edited, question)
    await anna.redact(helpdesk, redacted)
    await bot.start()
    expect(newBody(await waitForEdit(helpdesk, first))).toContain(frankfurt)
    await waitForRedaction(helpdesk, second)
  })
})
