import { afterAll, beforeAll, expect, it } from 'vitest'
import { botName, TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const address = 'https://faq.tickets.tu-dresden.de/otrs/public.pl?Action=PublicFAQZoom;ItemID=1108'
const body = ({ content }: MatrixEvent) => String(content['body'])

describeOnHomeserver('a command', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let room: string
  let direct: string

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    room = await anna.createRoom({ invite: [ben.userId, bot.userId] })
    await ben.join(room)
    const config = {
      ...{ support: { members: [ben.userId] }, commands: { prefix: '!hinweis' } },
      limits: { perPersonPerMinute: 0, perRoomPerMinute: 0 },
    }
    await bot.configure(homeserver.url, { config }).start()
    await anna.waitForMembership(room, bot.userId, 'join')
    direct = await ben.createDirectRoom(bot.userId)
    await ben.waitForMembership(direct, bot.userId, 'join')
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const replyTo = (eventId: string) => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } })

  const ways: Readonly<Record<string, (command: string) => Promise<string>>> = {
    'by mention': async (command) => {
      const asked = await ben.mention(room, bot.userId, `${botName}: ${command}`)
      return body(await ben.waitForReply(room, asked, bot.userId))
    },
    'after the prefix': async (command) => {
      const asked = await ben.say(room, `!hinweis ${command}`)
      return body(await ben.waitForReply(room, asked, bot.userId))
    },
    'in a direct message': async (command) => {
      const asked = await ben.say(direct, command)
      return body(await ben.waitForReply(direct, asked, bot.userId))
    },
  }

  it.each(Object.keys(ways))('is understood %s, in both languages', async (way) => {
    const give = ways[way]
    expect(await give?.('hilfe')).toMatch(/^Ich bin ein Programm/)
    expect(await give?.('help')).toMatch(/^I am a program/)
    expect(await give?.('themen')).toMatch(/^Davon handelt der Hinweis:/)
    expect(await give?.('topics')).toMatch(/^The notice is about:/)
    expect(await give?.('datenschutz')).toContain('24 Stunden')
    expect(await give?.('privacy')).toContain('24 hours')
    expect(await give?.('ruhe 1h')).toContain('1 Stunde lang still')
    expect(await give?.('quiet off')).toBe('I answer in this room again.')
    expect(await give?.('quiet 2 hours')).toContain('silent in this room for 2 hours')
    expect(await give?.('ruhe aus')).toBe('Ich antworte in diesem Raum wieder.')
  })

  it('“quelle” in reply to an answer shows its whole paragraph', async () => {
    const asked = await anna.mention(room, bot.userId, question)
    const answer = await anna.waitForReply(room, asked, bot.userId)
    const source = await anna.say(room, 'quelle', replyTo(answer.event_id))
    const { content } = await anna.waitForReply(room, source, bot.userId)
    const paragraph = /Data Privacy Framework.*Frankfurt \(M\.\).*verschlüsselt übertragen/
    expect(content['body']).toMatch(paragraph)
    expect(content['body']).toContain(`Absatz 2 (${address})`)
    expect(content['formatted_body']).toMatch(paragraph)
    expect(content['formatted_body']).toContain(`<a href="${address}">Softphone`)
    const inEnglish = await anna.say(room, 'source', replyTo(answer.event_id))
    expect(body(await anna.waitForReply(room, inEnglish, bot.userId))).toMatch(/^The whole paragraph/)
  })

  it('“entwurf” in reply to a request writes the letter, and the request is not answered itself', async () => {
    const request = await anna.say(room, question)
    const asked = await ben.mention(room, bot.userId, '!hinweis entwurf', replyTo(request))
    const letter = body(await anna.waitForReply(room, asked, bot.userId))
    expect(letter).toMatch(/^Guten Tag,/)
    expect(letter).toContain('Frankfurt (M.)')
    const inEnglish = await ben.mention(room, bot.userId, `${botName}: draft`, replyTo(request))
    expect(body(await anna.waitForReply(room, inEnglish, bot.userId))).toMatch(/^Hello,/)
  })

  it('“entwurf” takes the request with it, in both languages', async () => {
    for (const [word, salutation] of [
      ['entwurf', 'Guten Tag,'],
      ['draft', 'Hello,'],
    ] as const) {
      const asked = await ben.mention(room, bot.userId, `${botName}: ${word}: ${question}`)
      const letter = body(await ben.waitForReply(room, asked, bot.userId))
      expect(letter.startsWith(salutation)).toBe(true)
      expect(letter).toContain('Frankfurt (M.)')
    }
  })

  it('“ruhe” is obeyed if support staff say it, over a restart, until they end it', async () => {
    const refused = await anna.say(room, '!hinweis ruhe 1h')
    expect(body(await anna.waitForReply(room, refused, bot.userId))).toContain('nur das Support-Team')
    const quiet = await ben.say(room, '!hinweis ruhe 1h')
    await anna.waitForReply(room, quiet, bot.userId)
    await bot.stop()
    const unanswered = await anna.mention(room, bot.userId, question)
    await bot.start()
    const ended = await ben.say(room, '!hinweis ruhe aus')
    await anna.waitForReply(room, ended, bot.userId)
    const asked = await anna.mention(room, bot.userId, question)
    await anna.waitForReply(room, asked, bot.userId)
    const timeline = JSON.stringify(
      (await anna.timeline(room)).filter((event) => event.sender === bot.userId),
    )
    expect(timeline).not.toContain(unanswered)
  })

  it('is all that is said in a room after the introduction, which a restart does not repeat', async () => {
    await bot.stop()
    await bot.start()
    for (const [person, roomId] of [
      [anna, room],
      [ben, direct],
    ] as const) {
      const asked = await person.mention(roomId, bot.userId, 'hilfe')
      await person.waitForReply(roomId, asked, bot.userId)
      const own = (await person.timeline(roomId)).filter(
        ({ sender, type }) => sender === bot.userId && type === 'm.room.message',
      )
      expect(own.filter((event) => repliedTo(event) === undefined).map(body)).toEqual([
        expect.stringMatching(/^Guten Tag, hier ist Hinweisbot\./),
      ])
    }
  })
})
