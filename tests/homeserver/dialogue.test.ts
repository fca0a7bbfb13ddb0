import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'
import type { MatrixEvent } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const unclear = 'Werden Daten gespeichert?'

const body = ({ content }: MatrixEvent) => String(content['body'])
const relationOf = ({ content }: MatrixEvent) =>
  (content['m.relates_to'] ?? {}) as { rel_type?: string; event_id?: string; key?: string }

describeOnHomeserver('the bot in a dialogue', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let lounge: string
  let threaded: string
  let direct: string

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    lounge = await anna.createRoom({ invite: [ben.userId, bot.userId] })
    threaded = await anna.createRoom({ invite: [ben.userId, bot.userId] })
    for (const roomId of [lounge, threaded]) await ben.join(roomId)
    const rooms = { helpdesk: [], answerInThread: [threaded] }
    await bot.configure(homeserver.url, { config: { rooms, support: { members: [ben.userId] } } }).start()
    direct = await anna.createDirectRoom(bot.userId)
    for (const roomId of [lounge, threaded, direct]) await anna.waitForMembership(roomId, bot.userId, 'join')
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const isRedacted = (roomId: string, eventId: string) =>
    waitFor(async () => {
      const { content } = await anna.event(roomId, eventId)
      return Object.keys(content).length === 0 ? true : undefined
    })

  it('needs no second mention in a thread in which it answered, and keeps to the topic', async () => {
    const asked = await anna.mention(threaded, bot.userId, 'Ist Presence standardmäßig eingeschaltet?')
    const answer = await anna.waitForReply(threaded, asked, bot.userId)
    expect(relationOf(answer)).toMatchObject({ rel_type: 'm.thread', event_id: asked })
    const inThread = {
      rel_type: 'm.thread',
      event_id: asked,
      is_falling_back: true,
      'm.in_reply_to': { event_id: answer.event_id },
    }
    const remark = await anna.say(threaded, 'Danke, das hilft!', { 'm.relates_to': inThread })
    const followUp = await anna.say(threaded, 'Und wie ist das am Handy?', { 'm.relates_to': inThread })
    const more = await anna.waitForReply(threaded, followUp, bot.userId)
    expect(body(more)).toContain('> ')
    expect(relationOf(more)).toMatchObject({ rel_type: 'm.thread', event_id: asked })
    const replies = (await anna.timeline(threaded)).filter(({ sender }) => sender === bot.userId)
    expect(JSON.stringify(replies)).not.toContain(remark)
  })

  it('lets the asker, and nobody else, pick a suggestion with a tap or with its digit', async () => {
    const asked = await anna.mention(lounge, bot.userId, unclear)
    const suggestion = await anna.waitForReply(lounge, asked, bot.userId)
    await anna.waitForEvent(lounge, (event) => {
      const { event_id: target, key } = relationOf(event)
      return event.sender === bot.userId && target === suggestion.event_id && key === '2️⃣'
    })
    await ben.react(lounge, suggestion.event_id, '1️⃣')
    await anna.react(lounge, suggestion.event_id, '2️⃣')
    const quoting = (roomId: string) =>
      anna.waitForEvent(roomId, (event) => event.sender === bot.userId && body(event).includes('> '))
    await quoting(lounge)
    const own = (await anna.timeline(lounge)).filter((event) => body(event).includes('> '))
    expect(own).toHaveLength(1)

    const again = await anna.say(direct, unclear)
    await anna.waitForReply(direct, again, bot.userId)
    await anna.say(direct, '1')
    await quoting(direct)
  })

  it('offers something else when an answer in a direct message did not help, then a person', async () => {
    const asked = await anna.say(direct, question)
    const answer = await anna.waitForReply(direct, asked, bot.userId)
    await anna.react(direct, answer.event_id, '👎')
    const offer = await anna.waitForEvent(direct, (event) => body(event).includes('Meinten Sie vielleicht'))
    await anna.react(direct, offer.event_id, '👎')
    await anna.waitForEvent(direct, (event) => body(event).startsWith('Mehr steht dazu leider nicht'))
    expect(bot.log.join('')).toMatch(/"entry":"serverstandort","helpful":false/)
  })

  it('has its answer removed by a waste basket of support staff only', async () => {
    const asked = await anna.mention(lounge, bot.userId, question)
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    await anna.react(lounge, answer.event_id, '🗑️')
    await ben.react(lounge, answer.event_id, '🗑️')
    await isRedacted(lounge, answer.event_id)
  })
})
