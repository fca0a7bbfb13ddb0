import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestBot } from '../homeserver/bot.ts'
import { EncryptedPerson } from '../homeserver/encryption/encrypted-person.ts'
import { Person } from '../homeserver/person.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { Servers } from './servers.ts'

describe('while another server', () => {
  let servers: Servers
  let bot: TestBot
  let anna: Person
  let ben: Person

  beforeAll(async () => {
    servers = await Servers.start()
  })
  afterAll(async () => {
    await servers[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    bot = await TestBot.create(servers.home.homeserver)
    anna = await Person.register(servers.home.homeserver, 'anna')
    ben = await Person.register(servers.other.homeserver, 'ben')
  })
  afterEach(async () => {
    servers.connect('open')
    await bot[Symbol.asyncDispose]()
  })

  const configure = (setUp: Parameters<TestBot['configure']>[1]) =>
    bot.configure(servers.home.homeserver.url, setUp)
  const startIn = async (...helpdesk: string[]) => {
    await configure({ helpdesk, inviters: [anna.userId, ben.userId] }).start({ core: tinyCore })
    for (const room of helpdesk) await anna.waitForMembership(room, bot.userId, 'join')
  }
  const sharedRoom = async () => {
    const room = await anna.createRoom({ invite: [bot.userId, ben.userId] })
    await ben.join(room)
    return room
  }
  const answerTime = async (room: string, text: string) => {
    const started = performance.now()
    await anna.waitForReply(room, await anna.say(room, text), bot.userId)
    return performance.now() - started
  }

  it('is down, its people are answered once it is back, each once, and the others meanwhile', async () => {
    const room = await sharedRoom()
    await startIn(room)
    await ben.waitForReply(room, await ben.say(room, 'Frage 1'), bot.userId)
    servers.connect('cut')
    const asked = await ben.say(room, 'Frage 2')
    expect(await answerTime(room, 'Frage 3')).toBeLessThan(5_000)
    servers.connect('open')
    // Whatever one says to the other wakes it.
    await anna.say(room, 'Geht es wieder?')
    await ben.waitForReply(room, asked, bot.userId)
    const answers = (await ben.timeline(room)).filter(
      ({ sender, content }) => sender === bot.userId && String(content['body']).startsWith('Antwort'),
    )
    expect(answers.map(({ content }) => content['body']).toSorted()).toEqual([
      'Antwort 1',
      'Antwort 2',
      'Antwort 3',
    ])
  })

  it('never answers, whoever invites from there holds up nobody', async () => {
    const room = await sharedRoom()
    await startIn(room)
    await bot.stop()
    await Promise.all(Array.from({ length: 12 }, () => ben.createDirectRoom(bot.userId)))
    servers.connect('silent')
    await bot.start({ core: tinyCore })
    expect(await answerTime(room, 'Frage 1')).toBeLessThan(10_000)
    const started = performance.now()
    const direct = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(direct, bot.userId, 'join')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it.each(['cut', 'silent'] as const)('is %s, an encrypted helpdesk room goes on', async (state) => {
    const { home, other } = servers
    await using carla = await EncryptedPerson.register(home.homeserver, 'carla')
    await using dora = await EncryptedPerson.register(other.homeserver, 'dora')
    const room = await carla.createEncryptedRoom([bot.userId, dora.userId], { rotationMessages: 1 })
    await dora.join(room)
    await configure({ helpdesk: [room], inviters: [carla.userId] }).start({ core: tinyCore })
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
  })
})
