import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startInvitingProxy } from '../support/inviting-proxy.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { bodyOf } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'
import { it as sceneIt } from './scene.ts'

const enc = encodeURIComponent

/** Of the milliseconds that eleven runs take. */
async function median(run: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 11; i++) times.push(await run())
  return times.toSorted((a, b) => a - b)[5] ?? 0
}

const it = sceneIt
  .extend(
    'logged',
    ({ bot }) =>
      (pattern: RegExp) =>
        waitFor(() => (bot.log.some((line) => pattern.test(line)) ? true : undefined)),
  )
  .extend('answerTime', ({ anna, bot }) => async (roomId: string, text: string) => {
    const started = performance.now()
    await anna.waitForReply(roomId, await anna.say(roomId, text), bot.userId)
    return performance.now() - started
  })
  .extend('upgrade', ({ anna, bot }) => async (room: string) => {
    const upgraded = await anna.call('POST', `/rooms/${enc(room)}/upgrade`, { new_version: '11' })
    const successor = String(upgraded['replacement_room'])
    await anna.invite(successor, bot.userId)
    await anna.waitForMembership(successor, bot.userId, 'join')
    return successor
  })
  /** Eve says of a room of her own that it was replaced by this one. */
  .extend('claim', ({ bot, eve, logged }) => async (successor: string) => {
    const own = await eve.createRoom({ invite: [bot.userId] })
    await eve.waitForMembership(own, bot.userId, 'join')
    await eve.setState(own, 'm.room.tombstone', { body: 'x', replacement_room: successor })
    await logged(/"followed":false/)
  })

describeOnHomeserver('what strangers do', (homeserver) => {
  it('cannot take a helpdesk its successor by a tombstone in a room of their own', async ({
    anna,
    bot,
    answerTime,
    upgrade,
    claim,
  }) => {
    const helpdesk = await anna.createRoom({ invite: [bot.userId] })
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start({ core: tinyCore })
    await anna.waitForMembership(helpdesk, bot.userId, 'join')
    const successor = await upgrade(helpdesk)
    await answerTime(successor, 'Frage 1')
    await claim(successor)
    await answerTime(successor, 'Frage 2')
    await bot.stop()
    await bot.start({ core: tinyCore })
    await answerTime(successor, 'Frage 3')
  })

  it('cannot take the service desk its successor either', async ({ anna, bot, eve, upgrade, claim }) => {
    const desk = await anna.createRoom({ invite: [bot.userId] })
    await bot.configure(homeserver.url, { config: { handOver: { room: desk } } }).start()
    await anna.waitForMembership(desk, bot.userId, 'join')
    const successor = await upgrade(desk)
    await claim(successor)
    const direct = await eve.createDirectRoom(bot.userId)
    await eve.waitForMembership(direct, bot.userId, 'join')
    const asked = await eve.say(direct, 'Wie lange werden meine Anruflisten aufgehoben?')
    await eve.waitForReply(direct, asked, bot.userId)
    await eve.say(direct, 'ja')
    const says = (text: string) => (event: MatrixEvent) =>
      event.sender === bot.userId && bodyOf(event).includes(text)
    await anna.waitForEvent(successor, says('Anruflisten'))
    await eve.waitForEvent(direct, says('Ich habe Ihre Frage an'))
  })

  it('costs nobody an answer, also if refusing their invitations takes forever', async ({
    anna,
    bot,
    answerTime,
    eve,
  }) => {
    await using proxy = await startFaultProxy(homeserver.url, ({ path }) =>
      path.endsWith('/leave') ? 'hang' : 'pass',
    )
    const helpdesk = await anna.createRoom({ invite: [bot.userId] })
    const setUp = { helpdesk: [helpdesk], inviters: [anna.userId] }
    await bot.configure(proxy.url, setUp).start({ core: tinyCore })
    await anna.waitForMembership(helpdesk, bot.userId, 'join')
    await answerTime(helpdesk, 'Frage 1')
    for (let i = 0; i < 70; i++) await eve.createRoom({ invite: [bot.userId] })
    await waitFor(() => ((proxy.counts.get('hang') ?? 0) > 0 ? true : undefined))
    expect(await answerTime(helpdesk, 'Frage 2')).toBeLessThan(5_000)
    const direct = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(direct, bot.userId, 'join', 10_000)
    expect(await answerTime(direct, 'Frage 3')).toBeLessThan(5_000)
  }, 120_000)

  it('costs nobody time with a thousand invitations, neither when they come nor at the next start', async ({
    anna,
    bot,
    answerTime,
    eve,
  }) => {
    await using proxy = await startInvitingProxy(homeserver.url)
    const helpdesk = await anna.createRoom({ invite: [bot.userId] })
    const limits = { perPersonPerMinute: 0, perRoomPerMinute: 0 }
    const setUp = { helpdesk: [helpdesk], inviters: [anna.userId], config: { limits } }
    await bot.configure(proxy.url, setUp).start({ core: tinyCore })
    await anna.waitForMembership(helpdesk, bot.userId, 'join')
    const usual = await median(() => answerTime(helpdesk, 'Frage 1'))
    proxy.invite(1_000, eve.userId, bot.userId)
    await answerTime(helpdesk, 'Frage 2')
    await waitFor(() => (proxy.hanging > 0 ? true : undefined))
    const crowded = await median(() => answerTime(helpdesk, 'Frage 3'))
    await bot.stop()
    await bot.start({ core: tinyCore })
    const restarted = await median(() => answerTime(helpdesk, 'Frage 4'))
    // The clients ask every 50 ms.
    for (const time of [crowded, restarted]) expect(time).toBeLessThan(2 * usual + 100)
  }, 120_000)

  it('has the members of a room looked at once when many leave with whoever invited it, and not for others', async ({
    anna,
    bot,
  }) => {
    let looks = 0
    await using proxy = await startFaultProxy(homeserver.url, ({ path }) => {
      if (path.endsWith('/members')) looks++
      return 'pass'
    })
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, i) => Person.register(homeserver, i < 3 ? 'staff' : 'guest')),
    )
    const inviters = [anna.userId, `@staff-*:${homeserver.serverName}`]
    await bot.configure(proxy.url, { inviters }).start({ core: tinyCore })
    const room = await anna.createRoom({ invite: [bot.userId, ...people.map(({ userId }) => userId)] })
    await Promise.all(people.map((person) => person.join(room)))
    await anna.waitForMembership(room, bot.userId, 'join')
    await anna.waitForReply(room, await anna.mention(room, bot.userId, 'Frage 1'), bot.userId)
    looks = 0
    const [staff, guests] = [people.slice(0, 3), people.slice(3)]
    await Promise.all(guests.map((person) => person.leave(room)))
    await delay(3_000)
    expect(looks).toBe(0)
    const [first, ...others] = staff
    await first?.leave(room)
    await delay(3_000)
    // The person who invited the bot is still there.
    expect(looks).toBe(0)
    await Promise.all([anna, ...others.slice(1)].map((person) => person.leave(room)))
    await waitFor(() => (looks > 0 ? true : undefined))
    await delay(3_000)
    expect(looks).toBe(1)
  })
})

describeOnHomeserver('an invitation', (homeserver) => {
  it('is refused from those who are excepted', async ({ bot, anna }) => {
    const puppet = await Person.register(homeserver, 'whatsapp_49')
    const access = {
      inviters: [`@*:${homeserver.serverName}`],
      blocked: [`@whatsapp_*:${homeserver.serverName}`],
    }
    await bot.configure(homeserver.url, { config: { access } }).start({ core: tinyCore })
    const room = await puppet.createDirectRoom(bot.userId)
    await puppet.waitForMembership(room, bot.userId, 'leave')
    const allowed = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(allowed, bot.userId, 'join')
  })

  it('to a space or a room where the bot may say nothing is followed in silence', async ({ bot, anna }) => {
    await bot.configure(homeserver.url).start({ core: tinyCore })
    const space = await anna.createRoom({ creation_content: { type: 'm.space' }, invite: [bot.userId] })
    const levels = { events_default: 50 }
    const mute = await anna.createRoom({ power_level_content_override: levels, invite: [bot.userId] })
    const room = await anna.createRoom({ invite: [bot.userId] })
    for (const id of [space, mute, room]) await anna.waitForMembership(id, bot.userId, 'join')
    await anna.waitForEvent(room, ({ sender, type }) => sender === bot.userId && type === 'm.room.message')
    await delay(1_000)
    for (const id of [space, mute]) {
      const said = (await anna.timeline(id)).filter(({ sender }) => sender === bot.userId)
      expect(said.map(({ type }) => type)).toEqual(['m.room.member'])
    }
    expect(bot.log.filter((line) => line.includes('"level":50') || line.includes('"level":"error"'))).toEqual(
      [],
    )
  })
})
