import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import type { Fault, FaultProxy, ProxiedRequest } from '../support/fault-proxy.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'

const isSync = ({ path }: ProxiedRequest) => path.endsWith('/sync')
const isSend = ({ path }: ProxiedRequest) => path.includes('/send/m.room.message/')
const isJoin = ({ path }: ProxiedRequest) => path.includes('/join/')
const isLogin = ({ path }: ProxiedRequest) => path.endsWith('/login')

/** The fault for the first `times` requests that `matches`, then nothing. */
function firstTimes(times: number, fault: Fault, matches: (request: ProxiedRequest) => boolean) {
  let left = times
  return (request: ProxiedRequest): Fault => (matches(request) && left-- > 0 ? fault : 'pass')
}

describeOnHomeserver('on a bad day of the homeserver the bot', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let proxy: FaultProxy
  let roomId: string

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    proxy = await startFaultProxy(homeserver.url)
    bot.configure(proxy.url)
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
  })

  const start = () => bot.start({ core: tinyCore, random: () => 0 })
  const startInRoom = async () => {
    await start()
    roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
  }
  const answers = async () =>
    (await anna.timeline(roomId))
      .filter((event) => event.sender === bot.userId && repliedTo(event) !== undefined)
      .map((event) => event.content['body'])

  const isLogged = (text: string) => bot.log.some((line) => line.includes(text))

  const faults: Fault[] = [
    'rate-limit-body',
    'rate-limit-header',
    'html-502',
    'html-200',
    'null-body',
    'no-introspection',
    'drop-request',
    'lose-response',
  ]

  it.each(faults)('answers once in spite of %s when it sends', async (fault) => {
    await startInRoom()
    proxy.rule = firstTimes(2, fault, isSend)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 2'), bot.userId)
    expect(await answers()).toEqual(['Antwort 1', 'Antwort 2'])
    expect(proxy.counts.get(fault)).toBe(2)
  })

  it.each(faults)('answers once in spite of %s when it polls', async (fault) => {
    await startInRoom()
    proxy.rule = firstTimes(2, fault, isSync)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 2'), bot.userId)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 3'), bot.userId)
    expect(await answers()).toEqual(['Antwort 1', 'Antwort 2', 'Antwort 3'])
  })

  it('waits for a homeserver that is not up yet', async () => {
    proxy.rule = firstTimes(2, 'html-502', isLogin)
    await startInRoom()
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
  })

  it('joins although the first attempts are refused', async () => {
    await start()
    proxy.rule = firstTimes(2, 'rate-limit-body', isJoin)
    roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
  })

  it('answers in other rooms while one room fails', async () => {
    await startInRoom()
    const other = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(other, bot.userId, 'join')
    proxy.rule = (request) =>
      isSend(request) && request.path.includes(encodeURIComponent(roomId)) ? 'html-502' : 'pass'
    const stuck = await anna.say(roomId, 'Frage 1')
    await anna.waitForReply(other, await anna.say(other, 'Frage 2'), bot.userId)
    proxy.rule = () => 'pass'
    await anna.waitForReply(roomId, stuck, bot.userId)
    expect(await answers()).toEqual(['Antwort 1'])
  })

  it(
    'gives up an answer that a firewall refuses, and goes on in its room',
    { timeout: 120_000 },
    async () => {
      await startInRoom()
      const isGreeting = ({ sender, type }: MatrixEvent) => sender === bot.userId && type === 'm.room.message'
      await anna.waitForEvent(roomId, isGreeting)
      proxy.rule = (request) => (isSend(request) ? 'html-403' : 'pass')
      await anna.say(roomId, 'Frage 1')
      await waitFor(() => (isLogged('"msg":"not sent"') ? true : undefined), 60_000)
      proxy.rule = () => 'pass'
      await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 2'), bot.userId)
      expect(await answers()).toEqual(['Antwort 2'])
    },
  )

  it('says that its clock is wrong, by which it takes questions for too old, and answers once it is right', async () => {
    let ahead = 13 * 3_600_000
    await bot.start({ core: tinyCore, now: () => Date.now() + ahead })
    roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await waitFor(() => (isLogged("machine's clock") ? true : undefined))
    await anna.say(roomId, 'Frage 1')
    await waitFor(() => (isLogged('too-old') ? true : undefined))
    ahead = 0
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 2'), bot.userId)
    expect(await answers()).toEqual(['Antwort 2'])
  })

  it('logs in again on the same device when the homeserver ends its session', async () => {
    await startInRoom()
    const devices = async () => (await bot.person(homeserver).devices()).length
    const before = await devices()
    await bot.logOut(homeserver)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId, 40_000)
    expect(await devices()).toBe(before)
    expect(bot.log.filter((line) => line.includes('the homeserver has ended the session'))).toHaveLength(1)
  })

  it('logs in again after a soft logout, too', async () => {
    await startInRoom()
    proxy.rule = firstTimes(1, 'soft-logout', isSync)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 1'), bot.userId)
    await anna.waitForReply(roomId, await anna.say(roomId, 'Frage 2'), bot.userId)
    expect(await answers()).toEqual(['Antwort 1', 'Antwort 2'])
  })

  it('reports itself as finished when it cannot log in again', async () => {
    await startInRoom()
    await bot.changePassword(homeserver)
    await expect(bot.finished).rejects.toMatchObject({ name: 'SessionError' })
  })
})
