import { expect } from 'vitest'
import { tinyCore } from '../support/tiny-core.ts'
import { bodyOf, repliedTo } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { waitFor } from './person.ts'
import { it as sceneIt } from './scene.ts'

const perPersonPerMinute = 5

const it = sceneIt
  .extend('roomId', async ({ homeserver, bot, anna }) => {
    const limits = { perPersonPerMinute, perRoomPerMinute: 0 }
    await bot.configure(homeserver.url, { config: { limits } }).start({ core: tinyCore })
    return anna.meet(bot)
  })
  .extend('repliesIn', ({ bot, anna }) => async (room: string) => {
    const { events } = await anna.history(room)
    return events.filter((event) => event.sender === bot.userId && repliedTo(event) !== undefined).map(bodyOf)
  })

describeOnHomeserver('flooded with messages, the bot', () => {
  it('says once that it pauses, is silent then, and answers elsewhere meanwhile', async ({
    bot,
    anna,
    ben,
    roomId,
    repliesIn,
  }) => {
    const other = await ben.meet(bot)
    const numbers = Array.from({ length: 300 }, (_, i) => i + 1)
    const flood = async () => {
      for (let i = 0; i < numbers.length; i += 20) {
        await Promise.all(numbers.slice(i, i + 20).map((number) => anna.say(roomId, `Frage ${number}`)))
      }
    }
    let isOver = false
    const flooding = flood().finally(() => (isOver = true))
    await anna.waitForEvent(roomId, (event) => event.sender === bot.userId && repliedTo(event) !== undefined)
    await ben.waitForReply(other, await ben.say(other, 'Frage 7'), bot.userId)
    expect(isOver).toBe(false)
    await flooding
    const limited = () => bot.log.filter((line) => line.includes('"by":"person"')).length
    await waitFor(() => (limited() === numbers.length - perPersonPerMinute ? true : undefined))
    // A reply that was decided may still be on its way.
    const replies = await waitFor(async () => {
      const sent = await repliesIn(roomId)
      return sent.length > perPersonPerMinute ? sent : undefined
    })
    expect(replies.filter((body) => body.includes('Pause'))).toHaveLength(1)
    expect(replies).toHaveLength(perPersonPerMinute + 1)
  })

  it('ends a conversation with another bot that answers each of its messages', async ({
    bot,
    anna,
    roomId,
    repliesIn,
  }) => {
    const seen = new Set<string>()
    await anna.say(roomId, 'Frage 1')
    for (let quiet = 0; quiet < 20;) {
      const fresh = (await anna.history(roomId)).events.filter(
        (event) =>
          event.sender === bot.userId && event.type === 'm.room.message' && !seen.has(event.event_id),
      )
      for (const { event_id } of fresh) {
        seen.add(event_id)
        await anna.say(roomId, `Frage ${seen.size + 1}`)
      }
      quiet = fresh.length > 0 ? 0 : quiet + 1
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(await repliesIn(roomId)).toHaveLength(perPersonPerMinute + 1)
  })

  it('is not drawn into one by notices, which bots write', async ({ bot, anna, roomId, repliesIn }) => {
    for (let i = 1; i <= 3; i++) {
      await anna.sendEvent(roomId, 'm.room.message', { msgtype: 'm.notice', body: `Frage ${i}` })
    }
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 4'), bot.userId)
    expect(await repliesIn(roomId)).toEqual(['Antwort 4'])
  })
})
