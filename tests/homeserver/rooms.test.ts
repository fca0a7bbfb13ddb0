import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { tinyCore } from '../support/tiny-core.ts'
import { bodyOf, repliedTo } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import type { Person } from './person.ts'
import { it } from './scene.ts'

describeOnHomeserver('in a room the bot', (homeserver) => {
  it('follows an upgrade and goes on as before', async ({ createRoom, bot, anna, ben }) => {
    const old = await createRoom()
    await bot.configure(homeserver.url, { helpdesk: [old] }).start({ core: tinyCore })
    await anna.waitForMembership(old, bot.userId, 'join')
    const replacement = await upgrade(anna, old)
    await anna.invite(replacement, ben.userId)
    await ben.join(replacement)
    await anna.invite(replacement, bot.userId).catch(() => undefined)
    await anna.waitForMembership(replacement, bot.userId, 'join')
    const asked = await ben.say(replacement, 'Frage 1')
    await anna.waitForReply(replacement, asked, bot.userId)
  })

  it('goes on in what replaced a room that is admitted by its id, whoever invited it', async ({
    bot,
    anna,
  }) => {
    const old = await anna.createRoom({ preset: 'public_chat', invite: [bot.userId] })
    const config = { access: { inviters: [], rooms: [old] } }
    await bot.configure(homeserver.url, { config }).start({ core: tinyCore })
    await anna.waitForMembership(old, bot.userId, 'join')
    const replacement = await upgrade(anna, old)
    await anna.waitForMembership(replacement, bot.userId, 'join')
    await anna.waitForReply(replacement, await anna.say(replacement, 'Frage 1'), bot.userId)
  })

  it('answers in a room though the alias of another one was deleted while it was down', async ({
    createRoom,
    bot,
    anna,
    ben,
  }) => {
    const alias = () => `#desk-${randomUUID().slice(0, 8)}:${homeserver.serverName}`
    const [kept, lost] = [alias(), alias()]
    const rooms = await Promise.all(
      [kept, lost].map((room) => createRoom({ room_alias_name: room.slice(1).split(':')[0] })),
    )
    await bot.configure(homeserver.url, { helpdesk: [kept, lost] }).start({ core: tinyCore })
    for (const room of rooms) await anna.waitForMembership(room, bot.userId, 'join')
    await bot.stop()
    await anna.call('DELETE', `/directory/room/${encodeURIComponent(lost)}`)
    await bot.start({ core: tinyCore })
    expect(bot.log.join('')).toContain(lost)
    const asked = await ben.say(rooms[0] ?? '', 'Frage 1')
    await anna.waitForReply(rooms[0] ?? '', asked, bot.userId)
  })

  it('tells a person who asks too much once, and then is silent', async ({ bot, anna, ben }) => {
    const limits = { perPersonPerMinute: 3, perRoomPerMinute: 0 }
    await bot.configure(homeserver.url, { config: { limits } }).start({ core: tinyCore })
    const roomId = await anna.meet(bot)
    for (let i = 1; i <= 6; i++) await anna.say(roomId, `Frage ${i}`)
    await anna.waitForEvent(roomId, (event) => bodyOf(event).includes('Pause'))
    const other = await ben.meet(bot)
    await ben.waitForReply(other, await ben.say(other, 'Frage 7'), bot.userId)
    const bodies = (await anna.timeline(roomId))
      .filter((event) => event.sender === bot.userId && repliedTo(event) !== undefined)
      .map((event) => bodyOf(event).slice(0, 9))
    expect(bodies).toEqual(['Antwort 1', 'Antwort 2', 'Antwort 3', 'Das waren'])
  })
})

/** Returns the room that replaces this one. */
async function upgrade(person: Person, room: string): Promise<string> {
  const path = `/rooms/${encodeURIComponent(room)}/upgrade`
  const { replacement_room: replacement } = await person.call('POST', path, { new_version: '11' })
  return String(replacement)
}
