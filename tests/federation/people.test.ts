import { describe, expect } from 'vitest'
import type { BotSetUp } from '../homeserver/bot.ts'
import { bodyOf, inThread } from '../homeserver/events.ts'
import type { Person } from '../homeserver/person.ts'
import { it } from './scene.ts'
import type { Servers } from './servers.ts'

const enc = encodeURIComponent

const atOther = ({ other }: Servers) => `@*:${other.homeserver.serverName}`

describe('for people of another server, the bot', () => {
  it('answers a direct message, follows its edit, hands it over, and goes when they go', async ({
    servers,
    bot,
    anna,
    ben,
    startBot,
  }) => {
    const said = (person: Person, room: string, text: string) =>
      person.waitForEvent(room, (event) => event.sender === bot.userId && bodyOf(event).includes(text))
    const desk = await anna.createRoom({ invite: [bot.userId] })
    const inviters = [anna.userId, atOther(servers)]
    await startBot({ inviters, config: { handOver: { room: desk } } })
    await anna.waitForMembership(desk, bot.userId, 'join')
    const direct = await ben.createDirectRoom(bot.userId)
    await ben.waitForMembership(direct, bot.userId, 'join')
    const asked = await ben.say(direct, 'Frage 1')
    const answer = await ben.waitForReply(direct, asked, bot.userId)
    await ben.waitForReceipt(direct, bot.userId, asked)
    await ben.edit(direct, asked, 'Frage 2')
    await said(ben, direct, '* Antwort 2')
    await ben.react(direct, answer.event_id, '✅')
    const post = await said(anna, desk, 'Frage 2')
    expect(bodyOf(post)).toContain(ben.userId)
    await said(ben, direct, 'Ich habe Ihre Frage an')
    await anna.say(desk, 'Dreißig Tage', inThread(post.event_id))
    await said(ben, direct, 'Service Desk: Dreißig Tage')
    await ben.leave(direct)
    await expect
      .poll(async () => bot.person(servers.home.homeserver).call('GET', '/joined_rooms'), { timeout: 20_000 })
      .toEqual({ joined_rooms: [desk] })
  })

  it('answers a direct message that came along with the invitation', async ({
    servers,
    bot,
    ben,
    startBot,
  }) => {
    servers.slowDown(150)
    await startBot({ inviters: [ben.userId] })
    const direct = await ben.createDirectRoom(bot.userId)
    const asked = await ben.say(direct, 'Frage 2')
    servers.slowDown(0)
    await ben.waitForReply(direct, asked, bot.userId)
  })

  it('answers in a helpdesk room here and in one that is there', async ({
    servers,
    bot,
    anna,
    ben,
    startBot,
  }) => {
    const [here, there] = [
      await anna.createRoom({ invite: [bot.userId, ben.userId] }),
      await ben.createRoom({ invite: [bot.userId, anna.userId], room_alias_name: bot.userId.slice(1, 20) }),
    ]
    await ben.join(here)
    await anna.join(there)
    const alias = `#${bot.userId.slice(1, 20)}:${servers.other.homeserver.serverName}`
    await startBot({ helpdesk: [here, alias], inviters: [anna.userId, ben.userId] })
    for (const room of [here, there]) {
      await ben.waitForMembership(room, bot.userId, 'join')
      await anna.waitForMembership(room, bot.userId, 'join')
      await ben.waitForReply(room, await ben.say(room, 'Frage 1'), bot.userId)
      await anna.waitForReply(room, await anna.say(room, 'Frage 2'), bot.userId)
    }
  })

  const invitations: readonly (readonly [string, (servers: Servers) => BotSetUp, string])[] = [
    ['whom a glob admits', (servers) => ({ inviters: [atOther(servers)] }), 'join'],
    ['whom no glob admits', () => ({ inviters: ['@*:127.0.0.1', '@*:127.0.0.1:1'] }), 'leave'],
    [
      'whose server is excepted',
      ({ other }) => ({
        config: { access: { inviters: ['@*:*'], blocked: [other.homeserver.serverName] } },
      }),
      'leave',
    ],
  ]
  it.for(invitations)(
    'decides about the invitation of somebody %s',
    async ([, setUp, membership], { servers, bot, ben, startBot }) => {
      await startBot(setUp(servers))
      const room = await ben.createDirectRoom(bot.userId)
      await ben.waitForMembership(room, bot.userId, membership)
    },
  )

  it.for(['public', 'invite'])(
    'follows the upgrade of their helpdesk room that is %s',
    async (joinRule, { bot, ben, startBot }) => {
      const old = await ben.createRoom({
        invite: [bot.userId],
        ...(joinRule === 'public' && { preset: 'public_chat' }),
      })
      await startBot({ helpdesk: [old], inviters: [ben.userId] })
      await ben.waitForMembership(old, bot.userId, 'join')
      await ben.waitForReply(old, await ben.say(old, 'Frage 1'), bot.userId)
      const upgrade = await ben.call('POST', `/rooms/${enc(old)}/upgrade`, { new_version: '11' })
      const successor = String(upgrade['replacement_room'])
      if (joinRule === 'invite') await ben.invite(successor, bot.userId)
      await ben.waitForMembership(successor, bot.userId, 'join')
      await ben.waitForReply(successor, await ben.say(successor, 'Frage 2'), bot.userId)
    },
  )

  it('answers in encrypted rooms, whoever made them', async ({ bot, carla, dora, startBot }) => {
    const helpdesk = await carla.createEncryptedRoom([bot.userId, dora.userId])
    await dora.join(helpdesk)
    const inviters = [carla.userId, dora.userId]
    await startBot({ helpdesk: [helpdesk], inviters })
    const direct = await dora.createEncryptedRoom([bot.userId], { isDirect: true })
    for (const room of [helpdesk, direct]) {
      await dora.waitForMembership(room, bot.userId, 'join')
      await dora.say(room, 'Frage 1')
      const answer = await dora.waitForText(room, bot.userId, (body) => body.includes('Antwort 1'))
      expect(answer.getWireType()).toBe('m.room.encrypted')
      expect(await dora.crypto.getEncryptionInfoForEvent(answer)).toMatchObject({ shieldColour: 0 })
    }
    await carla.waitForText(helpdesk, bot.userId, (body) => body.includes('Antwort 1'))
    await carla.say(helpdesk, 'Frage 2')
    await dora.waitForText(helpdesk, bot.userId, (body) => body.includes('Antwort 2'))
  })
})
