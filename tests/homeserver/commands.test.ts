import { expect } from 'vitest'
import { botName } from './bot.ts'
import { bodyOf, inReplyTo, repliedTo } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const address = 'https://faq.tickets.tu-dresden.de/otrs/public.pl?Action=PublicFAQZoom;ItemID=1108'

const it = sharedIt
  .extend('room', shared, ({ createRoom }) => createRoom())
  .extend('started', atFirst, async ({ homeserver, bot, anna, ben, room }) => {
    const config = {
      ...{ support: { members: [ben.userId] }, commands: { prefix: '!hinweis' } },
      limits: { perPersonPerMinute: 0, perRoomPerMinute: 0 },
    }
    await bot.configure(homeserver.url, { config }).start()
    await anna.waitForMembership(room, bot.userId, 'join')
  })
  .extend('direct', shared, ({ ben, bot }) => ben.meet(bot))
  .extend(
    'ways',
    ({ ben, bot, room, direct }) =>
      ({
        'by mention': [room, (command: string) => ben.mention(room, bot.userId, `${botName}: ${command}`)],
        'after the prefix': [room, (command: string) => ben.say(room, `!hinweis ${command}`)],
        'in a direct message': [direct, (command: string) => ben.say(direct, command)],
      }) as const,
  )

describeOnHomeserver('a command', () => {
  it.for(['by mention', 'after the prefix', 'in a direct message'] as const)(
    'is understood %s, in both languages',
    async (way, { bot, ben, ways }) => {
      const [place, send] = ways[way]
      const give = async (command: string) =>
        bodyOf(await ben.waitForReply(place, await send(command), bot.userId))
      expect(await give('hilfe')).toMatch(/^Ich bin ein Programm/)
      expect(await give('help')).toMatch(/^I am a program/)
      expect(await give('themen')).toMatch(/^Davon handelt der Hinweis:/)
      expect(await give('topics')).toMatch(/^The notice is about:/)
      expect(await give('datenschutz')).toContain('24 Stunden')
      expect(await give('privacy')).toContain('24 hours')
      expect(await give('ruhe 1h')).toContain('1 Stunde lang still')
      expect(await give('quiet off')).toBe('I answer in this room again.')
      expect(await give('quiet 2 hours')).toContain('silent in this room for 2 hours')
      expect(await give('ruhe aus')).toBe('Ich antworte in diesem Raum wieder.')
    },
  )

  it('“quelle” in reply to an answer shows its whole paragraph', async ({ bot, anna, room }) => {
    const asked = await anna.mention(room, bot.userId, question)
    const answer = await anna.waitForReply(room, asked, bot.userId)
    const source = await anna.say(room, 'quelle', inReplyTo(answer.event_id))
    const { content } = await anna.waitForReply(room, source, bot.userId)
    const paragraph = /Data Privacy Framework.*Frankfurt \(M\.\).*verschlüsselt übertragen/
    expect(content['body']).toMatch(paragraph)
    expect(content['body']).toContain(`Absatz 2 (${address})`)
    expect(content['formatted_body']).toMatch(paragraph)
    expect(content['formatted_body']).toContain(`<a href="${address}">Softphone`)
    const inEnglish = await anna.say(room, 'source', inReplyTo(answer.event_id))
    expect(bodyOf(await anna.waitForReply(room, inEnglish, bot.userId))).toMatch(/^The whole paragraph/)
  })

  it('“entwurf” in reply to a request writes the letter, and the request is not answered itself', async ({
    bot,
    anna,
    ben,
    room,
  }) => {
    const request = await anna.say(room, question)
    const asked = await ben.mention(room, bot.userId, '!hinweis entwurf', inReplyTo(request))
    const letter = bodyOf(await anna.waitForReply(room, asked, bot.userId))
    expect(letter).toMatch(/^Guten Tag,/)
    expect(letter).toContain('Frankfurt (M.)')
    const inEnglish = await ben.mention(room, bot.userId, `${botName}: draft`, inReplyTo(request))
    expect(bodyOf(await anna.waitForReply(room, inEnglish, bot.userId))).toMatch(/^Hello,/)
  })

  it('“entwurf” takes the request with it, in both languages', async ({ bot, ben, room }) => {
    for (const [word, salutation] of [
      ['entwurf', 'Guten Tag,'],
      ['draft', 'Hello,'],
    ] as const) {
      const asked = await ben.mention(room, bot.userId, `${botName}: ${word}: ${question}`)
      const letter = bodyOf(await ben.waitForReply(room, asked, bot.userId))
      expect(letter.startsWith(salutation)).toBe(true)
      expect(letter).toContain('Frankfurt (M.)')
    }
  })

  it('“ruhe” is obeyed if support staff say it, over a restart, until they end it', async ({
    bot,
    anna,
    ben,
    room,
  }) => {
    const refused = await anna.say(room, '!hinweis ruhe 1h')
    expect(bodyOf(await anna.waitForReply(room, refused, bot.userId))).toContain('nur das Support-Team')
    const quiet = await ben.say(room, '!hinweis ruhe 1h')
    await anna.waitForReply(room, quiet, bot.userId)
    await bot.stop()
    const unanswered = await anna.mention(room, bot.userId, question)
    await bot.start()
    await anna.edit(room, unanswered, `!hinweis ${question}`)
    const ended = await ben.say(room, '!hinweis ruhe aus')
    await anna.waitForReply(room, ended, bot.userId)
    const asked = await anna.mention(room, bot.userId, question)
    await anna.waitForReply(room, asked, bot.userId)
    const timeline = JSON.stringify(
      (await anna.timeline(room)).filter((event) => event.sender === bot.userId),
    )
    expect(timeline).not.toContain(unanswered)
  })

  it('is all that is said in a room after the introduction, which a restart does not repeat', async ({
    bot,
    anna,
    ben,
    room,
    direct,
  }) => {
    await bot.stop()
    await bot.start()
    for (const [person, roomId] of [
      [anna, room],
      [ben, direct],
    ] as const) {
      const asked = await person.mention(roomId, bot.userId, 'hilfe')
      await person.waitForReply(roomId, asked, bot.userId)
      const own = await person.messagesOf(bot, roomId)
      expect(own.filter((event) => repliedTo(event) === undefined).map(bodyOf)).toEqual([
        expect.stringMatching(/^Guten Tag, hier ist Hinweisbot\./),
      ])
    }
  })
})
