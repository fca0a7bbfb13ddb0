import { expect } from 'vitest'
import type { AppOverrides } from '../../src/app/app.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import type { Fault, ProxiedRequest } from '../support/fault-proxy.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { bodyOf, repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { waitFor } from './person.ts'
import { it as sceneIt } from './scene.ts'

const isSync = ({ path }: ProxiedRequest) => path.endsWith('/sync')
const isSend = ({ path }: ProxiedRequest) => path.includes('/send/m.room.message/')
const isJoin = ({ path }: ProxiedRequest) => path.includes('/join/')
const isLogin = ({ path }: ProxiedRequest) => path.endsWith('/login')

/** The fault for the first `times` requests that `matches`, then nothing. */
function firstTimes(times: number, fault: Fault, matches: (request: ProxiedRequest) => boolean) {
  let left = times
  return (request: ProxiedRequest): Fault => (matches(request) && left-- > 0 ? fault : 'pass')
}

const faults: readonly Fault[] = [
  'rate-limit-body',
  'rate-limit-header',
  'html-502',
  'html-200',
  'null-body',
  'no-introspection',
  'drop-request',
  'lose-response',
]

const it = sceneIt
  .extend('proxy', async ({ homeserver, bot }, { onCleanup }) => {
    const proxy = await startFaultProxy(homeserver.url)
    onCleanup(async () => {
      await bot.stop()
      await proxy[Symbol.asyncDispose]()
    })
    return proxy
  })
  .extend(
    'start',
    ({ bot, proxy }) =>
      (overrides: AppOverrides = { random: () => 0 }) =>
        bot.configure(proxy.url).start({ core: tinyCore, ...overrides }),
  )
  .extend('startInRoom', ({ bot, anna, start }) => async (overrides?: AppOverrides) => {
    await start(overrides)
    return anna.meet(bot)
  })
  .extend('ask', ({ bot, anna }) => async (roomId: string, text: string) => {
    await anna.waitForReply(roomId, await anna.say(roomId, text), bot.userId)
  })
  .extend('answersIn', ({ bot, anna }) => async (roomId: string) => {
    const messages = await anna.messagesOf(bot, roomId)
    return messages.filter((event) => repliedTo(event) !== undefined).map(bodyOf)
  })
  .extend(
    'isLogged',
    ({ bot }) =>
      (text: string) =>
        bot.log.some((line) => line.includes(text)),
  )

describeOnHomeserver('on a bad day of the homeserver the bot', (homeserver) => {
  it.for(faults)(
    'answers once in spite of %s when it sends',
    async (fault, { proxy, startInRoom, ask, answersIn }) => {
      const roomId = await startInRoom()
      proxy.rule = firstTimes(2, fault, isSend)
      await ask(roomId, 'Frage 1')
      await ask(roomId, 'Frage 2')
      expect(await answersIn(roomId)).toEqual(['Antwort 1', 'Antwort 2'])
      expect(proxy.counts.get(fault)).toBe(2)
    },
  )

  it.for(faults)(
    'answers once in spite of %s when it polls',
    async (fault, { proxy, startInRoom, ask, answersIn }) => {
      const roomId = await startInRoom()
      proxy.rule = firstTimes(2, fault, isSync)
      await ask(roomId, 'Frage 1')
      await ask(roomId, 'Frage 2')
      await ask(roomId, 'Frage 3')
      expect(await answersIn(roomId)).toEqual(['Antwort 1', 'Antwort 2', 'Antwort 3'])
    },
  )

  it('waits for a homeserver that is not up yet', async ({ proxy, startInRoom, ask }) => {
    proxy.rule = firstTimes(2, 'html-502', isLogin)
    const roomId = await startInRoom()
    await ask(roomId, 'Frage 1')
  })

  it('joins although the first attempts are refused', async ({ bot, anna, proxy, start }) => {
    await start()
    proxy.rule = firstTimes(2, 'rate-limit-body', isJoin)
    await anna.meet(bot)
  })

  it('answers in other rooms while one room fails', async ({
    bot,
    anna,
    proxy,
    startInRoom,
    ask,
    answersIn,
  }) => {
    const roomId = await startInRoom()
    const other = await anna.meet(bot)
    proxy.rule = (request) =>
      isSend(request) && request.path.includes(encodeURIComponent(roomId)) ? 'html-502' : 'pass'
    const stuck = await anna.say(roomId, 'Frage 1')
    await ask(other, 'Frage 2')
    proxy.rule = () => 'pass'
    await anna.waitForReply(roomId, stuck, bot.userId)
    expect(await answersIn(roomId)).toEqual(['Antwort 1'])
  })

  it(
    'gives up an answer that a firewall refuses, and goes on in its room',
    { timeout: 120_000 },
    async ({ bot, anna, proxy, startInRoom, ask, answersIn, isLogged }) => {
      const roomId = await startInRoom()
      const isGreeting = ({ sender, type }: MatrixEvent) => sender === bot.userId && type === 'm.room.message'
      await anna.waitForEvent(roomId, isGreeting)
      proxy.rule = (request) => (isSend(request) ? 'html-403' : 'pass')
      await anna.say(roomId, 'Frage 1')
      await waitFor(() => (isLogged('"msg":"not sent"') ? true : undefined), 60_000)
      proxy.rule = () => 'pass'
      await ask(roomId, 'Frage 2')
      expect(await answersIn(roomId)).toEqual(['Antwort 2'])
    },
  )

  it('says that its clock is wrong, by which it takes questions for too old, and answers once it is right', async ({
    anna,
    startInRoom,
    ask,
    answersIn,
    isLogged,
  }) => {
    let ahead = 13 * 3_600_000
    const roomId = await startInRoom({ now: () => Date.now() + ahead })
    await waitFor(() => (isLogged("machine's clock") ? true : undefined))
    await anna.say(roomId, 'Frage 1')
    await waitFor(() => (isLogged('too-old') ? true : undefined))
    ahead = 0
    await ask(roomId, 'Frage 2')
    expect(await answersIn(roomId)).toEqual(['Antwort 2'])
  })

  it('logs in again on the same device when the homeserver ends its session', async ({
    bot,
    startInRoom,
    ask,
  }) => {
    const roomId = await startInRoom()
    const devices = async () => (await bot.person(homeserver).devices()).length
    const before = await devices()
    await bot.logOut(homeserver)
    await ask(roomId, 'Frage 1')
    expect(await devices()).toBe(before)
    expect(bot.log.filter((line) => line.includes('the homeserver has ended the session'))).toHaveLength(1)
  })

  it('logs in again after a soft logout, too', async ({ proxy, startInRoom, ask, answersIn }) => {
    const roomId = await startInRoom()
    proxy.rule = firstTimes(1, 'soft-logout', isSync)
    await ask(roomId, 'Frage 1')
    await ask(roomId, 'Frage 2')
    expect(await answersIn(roomId)).toEqual(['Antwort 1', 'Antwort 2'])
  })

  it('reports itself as finished when it cannot log in again', async ({ bot, startInRoom }) => {
    await startInRoom()
    await bot.changePassword(homeserver)
    await expect(bot.finished).rejects.toMatchObject({ name: 'SessionError' })
  })
})
