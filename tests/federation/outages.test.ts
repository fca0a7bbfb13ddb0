import { describe, expect } from 'vitest'
import { bodyOf } from '../homeserver/events.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { it as sceneIt } from './scene.ts'

const it = sceneIt
  .extend('helpdesk', async ({ bot, anna, ben, startBot }) => {
    const room = await anna.createRoom({ invite: [bot.userId, ben.userId] })
    await ben.join(room)
    await startBot({ helpdesk: [room], inviters: [anna.userId, ben.userId] })
    await anna.waitForMembership(room, bot.userId, 'join')
    return room
  })
  .extend('answerTime', ({ bot, anna, helpdesk }) => async (text: string) => {
    const started = performance.now()
    await anna.waitForReply(helpdesk, await anna.say(helpdesk, text), bot.userId)
    return performance.now() - started
  })

describe('while another server', () => {
  it('is down, its people are answered once it is back, each once, and the others meanwhile', async ({
    servers,
    bot,
    anna,
    ben,
    helpdesk,
    answerTime,
  }) => {
    await ben.waitForReply(helpdesk, await ben.say(helpdesk, 'Frage 1'), bot.userId)
    servers.connect('cut')
    const asked = await ben.say(helpdesk, 'Frage 2')
    expect(await answerTime('Frage 3')).toBeLessThan(5_000)
    servers.connect('open')
    // Whatever one says to the other wakes it.
    await anna.say(helpdesk, 'Geht es wieder?')
    await ben.waitForReply(helpdesk, asked, bot.userId)
    const answers = (await ben.timeline(helpdesk)).filter(
      (event) => event.sender === bot.userId && bodyOf(event).startsWith('Antwort'),
    )
    expect(answers.map(bodyOf).toSorted()).toEqual(['Antwort 1', 'Antwort 2', 'Antwort 3'])
  })

  it('never answers, whoever invites from there holds up nobody', async ({
    servers,
    bot,
    anna,
    ben,
    answerTime,
  }) => {
    await bot.stop()
    await Promise.all(Array.from({ length: 12 }, () => ben.createDirectRoom(bot.userId)))
    servers.connect('silent')
    await bot.start({ core: tinyCore })
    expect(await answerTime('Frage 1')).toBeLessThan(10_000)
    const started = performance.now()
    const direct = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(direct, bot.userId, 'join')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it.for(['cut', 'silent'] as const)(
    'is %s, an encrypted helpdesk room goes on',
    async (state, { servers, bot, carla, dora, startBot }) => {
      const room = await carla.createEncryptedRoom([bot.userId, dora.userId], { rotationMessages: 1 })
      await dora.join(room)
      await startBot({ helpdesk: [room], inviters: [carla.userId] })
      await carla.waitForMembership(room, bot.userId, 'join')
      await carla.say(room, 'Frage 1')
      await dora.waitForText(room, bot.userId, (body) => body.includes('Antwort 1'))
      servers.connect(state)
      await carla.say(room, 'Frage 2')
      await carla.waitForText(room, bot.userId, (body) => body.includes('Antwort 2'), 5_000)
      servers.connect('open')
      await carla.say(room, 'Frage 3')
      for (const text of ['Antwort 2', 'Antwort 3'])
        await dora.waitForText(room, bot.userId, (body) => body.includes(text), 40_000)
    },
  )
})
