import { expect } from 'vitest'
import { bodyOf, relationOf } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const it = sharedIt
  .extend('helpdesk', shared, ({ createRoom }) => createRoom())
  .extend('lounge', shared, ({ createRoom }) => createRoom())
  .extend('desk', shared, ({ anna, bot }) => anna.createRoom({ invite: [bot.userId] }))
  .extend('started', atFirst, ({ homeserver, bot, helpdesk, desk }) => {
    bot.configure(homeserver.url, { helpdesk: [helpdesk], config: { handOver: { room: desk } } })
    return bot.start()
  })

describeOnHomeserver('the bot that enters a room', (homeserver) => {
  it('says what is true in that kind of room', async ({ bot, anna, helpdesk, desk, lounge }) => {
    const isSaid = ({ sender, content }: MatrixEvent) => sender === bot.userId && 'body' in content
    const greetingIn = async (roomId: string) => bodyOf(await anna.waitForEvent(roomId, isSaid))
    const direct = await anna.createDirectRoom(bot.userId)
    expect(await greetingIn(direct)).toContain('Fragen Sie einfach.')
    expect(await greetingIn(helpdesk)).toContain('„hilfe“ allein')
    expect(await greetingIn(lounge)).toContain('nur, wenn Sie mich erwähnen. „Hinweisbot: hilfe“ zeigt')
    expect(await greetingIn(desk)).toContain('Antworten Sie im Thread unter der Frage')
  })

  it('keeps what it says: a command alone is understood in a helpdesk room, and with a mention elsewhere', async ({
    bot,
    anna,
    helpdesk,
    desk,
    lounge,
  }) => {
    for (const command of ['hilfe', 'Themen', 'datenschutz']) {
      const asked = await anna.say(helpdesk, command)
      expect(bodyOf(await anna.waitForReply(helpdesk, asked, bot.userId)).length).toBeGreaterThan(20)
    }
    const unanswered = [
      await anna.say(helpdesk, 'Hilfe!'),
      await anna.say(lounge, 'hilfe'),
      // Two people in there make no direct message of the service desk's room.
      await anna.say(desk, 'Das wissen wir nicht.'),
    ]
    for (const roomId of [helpdesk, lounge, desk]) {
      const asked = await anna.say(roomId, 'Hinweisbot: hilfe')
      await anna.waitForReply(roomId, asked, bot.userId)
      const relations = (await anna.messagesOf(bot, roomId)).map((event) => JSON.stringify(relationOf(event)))
      for (const eventId of unanswered) expect(relations.join()).not.toContain(eventId)
    }
  })

  it('has a face, uploaded once', async ({ bot, anna, helpdesk, desk }) => {
    const face = async () =>
      (await anna.call('GET', `/profile/${encodeURIComponent(bot.userId)}`))['avatar_url']
    const first = await face()
    expect(first).toMatch(/^mxc:/)
    await bot.stop()
    await bot.start()
    expect(await face()).toBe(first)
    await bot.stop()
    bot.configure(homeserver.url, {
      helpdesk: [helpdesk],
      config: { handOver: { room: desk }, avatar: 'none' },
    })
    await bot.start()
    expect(await face()).toBeFalsy()
  })

  it('greets nobody a second time', async ({ bot, anna }) => {
    const again = await anna.createDirectRoom(bot.userId)
    const asked = await anna.say(again, 'hilfe')
    await anna.waitForReply(again, asked, bot.userId)
    expect(await anna.messagesOf(bot, again)).toHaveLength(1)
  })

  it('enters without a word if that is configured', async ({ bot, ben }) => {
    await bot.stop()
    bot.configure(homeserver.url, { config: { rooms: { greeting: false } } })
    await bot.start()
    const quiet = await ben.createDirectRoom(bot.userId)
    const asked = await ben.say(quiet, 'hilfe')
    await ben.waitForReply(quiet, asked, bot.userId)
    expect(await ben.messagesOf(bot, quiet)).toHaveLength(1)
  })
})
