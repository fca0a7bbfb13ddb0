import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const answer = 'Frankfurt'
const body = ({ content }: MatrixEvent) => String(content['body'])
const inReplyTo = (eventId: string) => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } })

describeOnHomeserver('as clients really send it', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let lounge: string
  let helpdesk: string
  let direct: string

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    lounge = await anna.createRoom({ invite: [bot.userId, ben.userId] })
    helpdesk = await anna.createRoom({ invite: [bot.userId, ben.userId] })
    for (const room of [lounge, helpdesk]) await ben.join(room)
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    direct = await anna.createDirectRoom(bot.userId)
    for (const room of [lounge, helpdesk, direct]) await anna.waitForMembership(room, bot.userId, 'join')
  }, 60_000)
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const link = () => `https://matrix.to/#/${bot.userId}`
  const answersTo = async (room: string, eventId: string) =>
    (await anna.timeline(room)).filter((event) => event.sender === bot.userId && repliedTo(event) === eventId)
  /** The bot handles a room in its order, so all earlier messages are handled once it has answered this. */
  const settled = async (room: string) => {
    await anna.waitForReply(room, await anna.mention(room, bot.userId, 'Hinweisbot: danke'), bot.userId)
  }

  it('a mention is no word of the question', async () => {
    for (const text of [
      `[${bot.userId}](${link()}) ${question}`,
      `[Hinweisbot](${link()}): ${question}`,
      `Hinweisbot (${bot.userId}): ${question}`,
      `${question} https://tu-dresden.de/zih/dienste`,
    ]) {
      const asked = await anna.mention(lounge, bot.userId, text)
      expect(body(await anna.waitForReply(lounge, asked, bot.userId))).toContain(answer)
    }
    const help = await anna.mention(lounge, bot.userId, `[${bot.userId}](${link()}) hilfe`)
    expect(body(await anna.waitForReply(lounge, help, bot.userId))).toContain(
      'antworte, indem ich wörtlich zitiere',
    )
  })

  it('a reply that copies its mentions is talk between people', async () => {
    const asked = await anna.mention(lounge, bot.userId, `Hinweisbot: ${question}`)
    await anna.waitForReply(lounge, asked, bot.userId)
    const both = (person: Person) => ({ 'm.mentions': { user_ids: [person.userId, bot.userId] } })
    const surprised = await ben.say(lounge, 'Interessant, ich dachte, die stehen in den USA.', {
      ...both(anna),
      ...inReplyTo(asked),
    })
    const confirmed = await anna.say(lounge, 'Ja, bei uns im Institut wusste das keiner.', {
      ...both(ben),
      ...inReplyTo(surprised),
    })
    await settled(lounge)
    expect(await answersTo(lounge, asked)).toHaveLength(1)
    for (const event of [surprised, confirmed]) expect(await answersTo(lounge, event)).toEqual([])
  })

  it('a message that becomes a question by an edit is answered', async () => {
    const begun = await ben.say(helpdesk, 'Wo stehen eigentlich')
    await ben.edit(helpdesk, begun, question)
    expect(body(await anna.waitForReply(helpdesk, begun, bot.userId))).toContain(answer)
    const unaddressed = await ben.say(lounge, question)
    await ben.say(lounge, `* Hinweisbot: ${question}`, {
      'm.mentions': { user_ids: [bot.userId] },
      'm.new_content': {
        ...{ msgtype: 'm.text', body: `Hinweisbot: ${question}` },
        'm.mentions': { user_ids: [bot.userId] },
      },
      'm.relates_to': { rel_type: 'm.replace', event_id: unaddressed },
    })
    await anna.waitForReply(lounge, unaddressed, bot.userId)
  })

  it.each([
    ['@room', `@room ${question}`],
    ['@alle', `@alle: ${question}`],
    ['a relay’s prefix', `<anna> ${question}`],
    ['no blank behind a mark', `${question}Danke schonmal!`],
    ['escapes of a rich text editor', question.replace('?', '\\?')],
    ['blanks that don’t break', question.replaceAll(' ', '\u00a0')],
  ])('a question to everybody is one with %s', async (_, text) => {
    const asked = await ben.say(helpdesk, text)
    await anna.waitForReply(helpdesk, asked, bot.userId)
  })

  it('a caption and an action are read, and anything else is told to be not', async () => {
    const picture = { url: 'mxc://staff.test/x', filename: 'bild.png' }
    const captioned = await anna.say(direct, question, { msgtype: 'm.image', ...picture })
    const action = await anna.say(direct, question, { msgtype: 'm.emote' })
    for (const event of [captioned, action])
      expect(body(await anna.waitForReply(direct, event, bot.userId))).toContain(answer)
    const inHelpdesk = await ben.say(helpdesk, question, { msgtype: 'm.file', ...picture })
    const mentioned = await ben.mention(lounge, bot.userId, `Hinweisbot: ${question}`, {
      ...{ msgtype: 'm.image', ...picture },
    })
    await anna.waitForReply(helpdesk, inHelpdesk, bot.userId)
    await anna.waitForReply(lounge, mentioned, bot.userId)
    await anna.say(direct, 'bild.png', { msgtype: 'm.image', ...picture })
    await anna.say(direct, 'Sprachnachricht', { msgtype: 'm.audio', url: picture.url })
    await anna.sendEvent(direct, 'm.sticker', { body: 'hä?', url: picture.url, info: {} })
    const poll = await anna.sendEvent(direct, 'org.matrix.msc3381.poll.start', { 'm.text': question })
    await anna.waitForReceipt(direct, bot.userId, poll)
    await delay(500)
    const told = (await anna.timeline(direct)).filter((event) => body(event).includes('Ich lese nur Text'))
    expect(told).toHaveLength(1)
  })
})
