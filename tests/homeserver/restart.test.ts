import { once } from 'node:events'
import { expect } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { it as sceneIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'

describeOnHomeserver('over a restart the bot', (homeserver) => {
  const it = sceneIt
    .extend('startInRoom', ({ bot, anna }) => async () => {
      await bot.configure(homeserver.url).start()
      const roomId = await anna.createDirectRoom(bot.userId)
      await anna.waitForMembership(roomId, bot.userId, 'join')
      return roomId
    })
    .extend(
      'answersTo',
      ({ anna, bot }) =>
        async (roomId: string, eventId: string) =>
          (await anna.timeline(roomId)).filter(
            (event) => event.sender === bot.userId && repliedTo(event) === eventId,
          ),
    )

  it('answers what was asked long before somebody gave it another name', async ({
    startInRoom,
    anna,
    bot,
  }) => {
    const roomId = await startInRoom()
    await anna.waitForEvent(roomId, ({ sender, type }) => sender === bot.userId && type === 'm.room.message')
    await bot.stop()
    const asked = await anna.say(roomId, question)
    const name = `/profile/${encodeURIComponent(bot.userId)}/displayname`
    await bot.person(homeserver).call('PUT', name, { displayname: 'Auskunft' })
    for (let i = 0; i < 60; i++) await anna.react(roomId, asked, `${i}`)
    await bot.start()
    await anna.waitForReply(roomId, asked, bot.userId)
  })

  it('answers what was asked while it was down, and nothing twice', async ({
    startInRoom,
    anna,
    bot,
    answersTo,
  }) => {
    const roomId = await startInRoom()
    const first = await anna.say(roomId, question)
    await anna.waitForReply(roomId, first, bot.userId)
    await bot.stop()

    const second = await anna.say(roomId, question)
    await bot.start()
    await anna.waitForReply(roomId, second, bot.userId)
    expect(await answersTo(roomId, first)).toHaveLength(1)
    expect(await answersTo(roomId, second)).toHaveLength(1)
  })

  it('does not ask anew whether a room is encrypted that was not', async ({ anna, bot }) => {
    let asked = 0
    await using proxy = await startFaultProxy(homeserver.url, ({ path }) => {
      if (path.includes('/state/m.room.encryption')) asked++
      return 'pass'
    })
    const rooms = await Promise.all([1, 2, 3].map(() => anna.createRoom({ invite: [bot.userId] })))
    const inEach = (what: (roomId: string) => Promise<unknown>) => Promise.all(rooms.map(what))
    const ask = async (roomId: string) =>
      anna.waitForReply(roomId, await anna.mention(roomId, bot.userId, question), bot.userId)
    await bot.configure(proxy.url).start()
    await inEach((roomId) => anna.waitForMembership(roomId, bot.userId, 'join'))
    await inEach(ask)
    expect(asked).toBe(3)
    await bot.stop()
    await bot.start()
    await inEach(ask)
    expect(asked).toBe(3)
  })

  it('answers what came along with an invitation to a direct chat', async ({ anna, bot }) => {
    const roomId = await anna.createDirectRoom(bot.userId)
    const asked = await anna.say(roomId, question)
    await bot.configure(homeserver.url).start()
    await anna.waitForReply(roomId, asked, bot.userId)
  })

  it('doubles and loses nothing when a power cut takes back what it has stored last', async ({
    startInRoom,
    anna,
    bot,
    answersTo,
  }) => {
    const roomId = await startInRoom()
    const before = await anna.say(roomId, question)
    await anna.waitForReply(roomId, before, bot.userId)
    const powerCut = bot.rememberDisk()
    const takenBack = await anna.say(roomId, question)
    await anna.waitForReply(roomId, takenBack, bot.userId)
    await bot.stop()

    powerCut()
    const whileDown = await anna.say(roomId, question)
    await bot.start()
    await anna.waitForReply(roomId, whileDown, bot.userId)
    for (const asked of [before, takenBack, whileDown]) {
      expect(await answersTo(roomId, asked)).toHaveLength(1)
    }
  })

  it('is there at once though nothing has happened meanwhile', async ({ bot }) => {
    await bot.configure(homeserver.url).start()
    await bot.stop()
    const polls: string[] = []
    await bot.start({
      fetch: (url, init) => {
        if (url.includes('/sync?')) polls.push(url)
        return fetch(url, init)
      },
    })
    expect(polls[0]).toMatch(/[?&]since=s/)
    expect(polls[0]).toMatch(/[?&]timeout=0(?:&|$)/)
  })

  it('looks through what the homeserver left out after a long pause', async ({
    startInRoom,
    bot,
    anna,
    answersTo,
  }) => {
    const roomId = await startInRoom()
    await bot.stop()
    const asked = await anna.say(roomId, question)
    for (let i = 0; i < 70; i++)
      await anna.sendEvent(roomId, 'm.room.message', { msgtype: 'm.notice', body: `${i}` })
    const last = await anna.say(roomId, question)
    await bot.start()
    await anna.waitForReply(roomId, last, bot.userId)
    expect(await answersTo(roomId, asked)).toHaveLength(1)
  })

  it('leaves alone what was said before its first start', async ({ startInRoom, bot, anna, answersTo }) => {
    const roomId = await startInRoom()
    await bot.stop()
    const before = await anna.say(roomId, question)

    await using successor = TestBot.successorOf(bot)
    await successor.configure(homeserver.url).start()
    const after = await anna.say(roomId, question)
    await anna.waitForReply(roomId, after, bot.userId)
    expect(await answersTo(roomId, before)).toEqual([])
  })

  // A process of its own first makes its index, half a minute's work on a busy machine.
  it(
    'ends with exit code 0 after SIGTERM, with its answers sent',
    { timeout: 150_000 },
    async ({ bot, anna }) => {
      bot.configure(homeserver.url)
      const child = bot.spawn()
      const roomId = await anna.createDirectRoom(bot.userId)
      await anna.waitForMembership(roomId, bot.userId, 'join', 120_000)
      const asked = await anna.say(roomId, question)
      await anna.waitForReply(roomId, asked, bot.userId)
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      expect(await exit).toEqual([0, null])
    },
  )
})
