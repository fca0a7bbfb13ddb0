import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const body = (event: MatrixEvent) => String(event.content['body'])

describeOnHomeserver('the bot that enters a room', (homeserver) => {
  let anna: Person
  let ben: Person
  let bot: TestBot
  let helpdesk: string
  let desk: string
  let lounge: string

  const invite = () => ({ invite: [bot.userId, ben.userId] })
  const ownIn = async (roomId: string) =>
    (await anna.timeline(roomId)).filter(
      ({ sender, type }) => sender === bot.userId && type === 'm.room.message',
    )
  const greetingIn = async (roomId: string) =>
    body(await anna.waitForEvent(roomId, ({ sender, content }) => sender === bot.userId && 'body' in content))

  beforeAll(async () => {
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    bot = await TestBot.create(homeserver)
    helpdesk = await anna.createRoom(invite())
    lounge = await anna.createRoom(invite())
    desk = await anna.createRoom({ invite: [bot.userId] })
    for (const roomId of [helpdesk, lounge]) await ben.join(roomId)
    bot.configure(homeserver.url, { helpdesk: [helpdesk], config: { handOver: { room: desk } } })
    await bot.start()
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  it('says what is true in that kind of room', async () => {
    const direct = await anna.createDirectRoom(bot.userId)
    expect(await greetingIn(direct)).toContain('Fragen Sie einfach.')
    expect(await greetingIn(helpdesk)).toContain('„hilfe“ allein')
    expect(await greetingIn(lounge)).toContain('nur, wenn Sie mich erwähnen. „Hinweisbot: hilfe“ zeigt')
    expect(await greetingIn(desk)).toContain('Antworten Sie im Thread unter der Frage')
  })

  it('keeps what it says: a command alone is understood in a helpdesk room, and with a mention elsewhere', async () => {
    for (const command of ['hilfe', 'Themen', 'datenschutz']) {
      const asked = await anna.say(helpdesk, command)
      expect(body(await anna.waitForReply(helpdesk, asked, bot.userId)).length).toBeGreaterThan(20)
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
      const relations = (await ownIn(roomId)).map(({ content }) => JSON.stringify(content['m.relates_to']))
      for (const eventId of unanswered) expect(relations.join()).not.toContain(eventId)
    }
  })

  it('has a face, uploaded once', async () => {
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

  it('greets nobody a second time', async () => {
    const again = await anna.createDirectRoom(bot.userId)
    const asked = await anna.say(again, 'hilfe')
    await anna.waitForReply(again, asked, bot.userId)
    expect(await ownIn(again)).toHaveLength(1)
  })

  it('enters without a word if that is configured', async () => {
    await bot.stop()
    bot.configure(homeserver.url, { config: { rooms: { greeting: false } } })
    await bot.start()
    const quiet = await ben.createDirectRoom(bot.userId)
    const asked = await ben.say(quiet, 'hilfe')
    await ben.waitForReply(quiet, asked, bot.userId)
    const own = (await ben.timeline(quiet)).filter(
      ({ sender, type }) => sender === bot.userId && type === 'm.room.message',
    )
    expect(own).toHaveLength(1)
  })
})
