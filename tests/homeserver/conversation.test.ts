import { afterAll, beforeAll, expect, it } from 'vitest'
import { botName, TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const quote =
  'Cisco betreibt für deutsche Nutzer, also auch für die TUD, zwei Rechenzentren in der EU, primär in Frankfurt (M.) und sekundär in Amsterdam.'
const source = 'Softphone - Hinweise zur Datenverwendung: Cisco WebEx, Absatz 2'

const body = (event: MatrixEvent) => String(event.content['body'])
const html = (event: MatrixEvent) => String(event.content['formatted_body'])

describeOnHomeserver('the bot in conversation', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let helpdesk: string
  let lounge: string

  /** A room with Anna, Ben and the bot, in which the bot has introduced itself. */
  const createRoom = async () => {
    const roomId = await anna.createRoom({ invite: [ben.userId, bot.userId] })
    await ben.join(roomId)
    return roomId
  }
  const introduced = (roomId: string) =>
    anna.waitForEvent(roomId, (event) => event.sender === bot.userId && event.type === 'm.room.message')
  const createDirectRoom = async () => {
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    return roomId
  }

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    helpdesk = await createRoom()
    lounge = await createRoom()
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    await Promise.all([introduced(helpdesk), introduced(lounge)])
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  it('says once who it is', async () => {
    const [first, ...more] = (await anna.timeline(lounge)).filter(
      (event) => event.sender === bot.userId && event.type === 'm.room.message',
    )
    expect(more).toEqual([])
    expect(first?.content).toMatchObject({ msgtype: 'm.notice', 'm.mentions': {} })
    expect(first && body(first)).toContain(botName)
  })

  it('answers an unaddressed question in a helpdesk room with the quotation and its source', async () => {
    const asked = await anna.say(helpdesk, question)
    const answer = await anna.waitForReply(helpdesk, asked, bot.userId)
    expect(body(answer)).toContain(`> ${quote}`)
    expect(body(answer)).toContain(source)
    expect(html(answer)).toContain(`<blockquote><p>${quote}</p></blockquote>`)
    expect(html(answer)).not.toContain('mx-reply')
    expect(answer.content).toMatchObject({
      msgtype: 'm.text',
      'm.mentions': { user_ids: [anna.userId] },
      'm.relates_to': { 'm.in_reply_to': { event_id: asked } },
    })
  })

  it('answers when it is mentioned, in whichever way', async () => {
    const link = `<a href="https://matrix.to/#/${bot.userId}">${botName}</a>: ${question}`
    const asked = [
      await anna.mention(lounge, bot.userId, `${botName}: ${question}`),
      await anna.say(lounge, `${botName}: ${question}`, {
        format: 'org.matrix.custom.html',
        formatted_body: link,
      }),
      await anna.say(lounge, `@${botName.toLowerCase()} ${question}`),
    ]
    for (const eventId of asked) {
      expect(body(await anna.waitForReply(lounge, eventId, bot.userId))).toContain(quote)
    }
  })

  it('keeps to the thread in which it is asked', async () => {
    const root = await anna.say(lounge, 'Sammelfaden Webex')
    const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true }
    const asked = await anna.mention(lounge, bot.userId, question, {
      'm.relates_to': { ...relation, 'm.in_reply_to': { event_id: root } },
    })
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    expect(answer.content['m.relates_to']).toMatchObject({
      rel_type: 'm.thread',
      event_id: root,
      'm.in_reply_to': { event_id: asked },
    })
  })

  it('answers the message to which a support person points it, attached to that message', async () => {
    const asked = await anna.say(lounge, question)
    await ben.mention(lounge, bot.userId, `${botName}, kannst du das beantworten?`, {
      'm.relates_to': { 'm.in_reply_to': { event_id: asked } },
    })
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    expect(body(answer)).toContain(quote)
    expect(answer.content['m.mentions']).toEqual({ user_ids: [anna.userId] })
  })

  it('takes a reply to its own message as said to it', async () => {
    const asked = await anna.mention(lounge, bot.userId, 'hilfe')
    const help = await anna.waitForReply(lounge, asked, bot.userId)
    const followUp = await anna.say(lounge, question, {
      'm.relates_to': { 'm.in_reply_to': { event_id: help.event_id } },
    })
    expect(body(await anna.waitForReply(lounge, followUp, bot.userId))).toContain(quote)
  })

  it('answers each question of a forwarded mail in a direct message', async () => {
    const roomId = await createDirectRoom()
    const mail = [
      'Von: Petra Beispiel <petra@example.org>',
      'Betreff: Webex',
      '',
      'Liebe Kolleginnen und Kollegen,',
      'wir wollen Webex in der Lehre einsetzen.',
      question,
      'Und wer ist der Anbieter von Webex?',
      'Viele Grüße',
      'Petra Beispiel',
    ].join('\n')
    const asked = await anna.say(roomId, mail)
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    expect(body(answer)).toContain(quote)
  })

  it('declines in a direct message what the notice does not answer, in the language of the question', async () => {
    const roomId = await createDirectRoom()
    const asked = await anna.say(roomId, 'What is the weather going to be like tomorrow?')
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    expect(body(answer)).toContain('nothing to say about the weather')
    expect(body(answer)).not.toContain('> ')
  })

  it('escapes what a person wrote where the answer repeats it', async () => {
    const roomId = await createDirectRoom()
    const asked = await anna.say(
      roomId,
      `${question} Und wie wird <img src=x onerror=alert(1)> @room morgen das Wetter in Dresden?`,
    )
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    expect(html(answer)).not.toContain('<img')
    expect(body(answer)).not.toContain('@room')
  })

  it('stays silent when nothing is asked of it', async () => {
    const statement = await anna.say(helpdesk, 'Die Server stehen irgendwo.')
    const silent = [
      statement,
      await anna.edit(helpdesk, statement, 'Die Server stehen wohl irgendwo.'),
      await anna.say(helpdesk, 'Ich hole mir erst mal einen Kaffee.'),
      await anna.say(lounge, question),
      await ben.sendEvent(helpdesk, 'm.room.message', { msgtype: 'm.notice', body: question }),
      await ben.sendEvent(helpdesk, 'm.room.message', {
        msgtype: 'm.image',
        body: question,
        url: 'mxc://a/b',
      }),
    ]
    // The order within a room is kept: when these are answered, the others have been handled.
    const after = [await anna.say(helpdesk, question), await anna.mention(lounge, bot.userId, question)]
    await anna.waitForReply(helpdesk, after[0] ?? '', bot.userId)
    await anna.waitForReply(lounge, after[1] ?? '', bot.userId)
    const events = [...(await anna.timeline(helpdesk)), ...(await anna.timeline(lounge))]
    const answered = events.filter((event) => event.sender === bot.userId).map(repliedTo)
    expect(answered.filter((eventId) => silent.includes(eventId ?? ''))).toEqual([])
  })

  it('shows that it has read what it answers', async () => {
    const asked = await anna.say(helpdesk, question)
    await anna.waitForReply(helpdesk, asked, bot.userId)
    await anna.waitForReceipt(helpdesk, bot.userId, asked)
  })

  it('keeps every word that was said out of its log', () => {
    const log = bot.log.join('\n')
    expect(log).toContain('"outcome":"answer"')
    for (const word of [
      'Webex',
      'Frankfurt',
      'Kaffee',
      'Petra',
      'weather',
      anna.userId,
      bot.account.password,
    ]) {
      expect(log).not.toContain(word)
    }
  })
})
