import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'
import type { MatrixEvent } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const body = ({ content }: MatrixEvent) => String(content['body'])

describeOnHomeserver('a command', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let room: string

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    room = await anna.createRoom({ invite: [ben.userId, bot.userId] })
    await ben.join(room)
    const config = { support: { members: [ben.userId] }, commands: { prefix: '!hinweis' } }
    await bot.configure(homeserver.url, { config }).start()
    await anna.waitForMembership(room, bot.userId, 'join')
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const replyTo = (eventId: string) => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } })

  it('is understood after the configured prefix', async () => {
    const asked = await anna.say(room, '!hinweis themen')
    expect(body(await anna.waitForReply(room, asked, bot.userId))).toMatch(/^Themen:/)
  })

  it('“quelle” in reply to an answer shows its whole paragraph', async () => {
    const asked = await anna.mention(room, bot.userId, question)
    const answer = await anna.waitForReply(room, asked, bot.userId)
    const source = await anna.say(room, 'quelle', replyTo(answer.event_id))
    expect(body(await anna.waitForReply(room, source, bot.userId))).toContain('Frankfurt (M.)')
  })

  it('“entwurf” in reply to a request writes the letter, and the request is not answered itself', async () => {
    const request = await anna.say(room, question)
    const asked = await ben.mention(room, bot.userId, '!hinweis entwurf', replyTo(request))
    const letter = body(await anna.waitForReply(room, asked, bot.userId))
    expect(letter).toMatch(/^Guten Tag,/)
    expect(letter).toContain('Frankfurt (M.)')
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
})
