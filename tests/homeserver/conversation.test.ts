import { expect } from 'vitest'
import { botName } from './bot.ts'
import { bodyOf, inReplyTo, inThread, relationOf, repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const quote =
  'Cisco betreibt für deutsche Nutzer, also auch für die TUD, zwei Rechenzentren in der EU, primär in Frankfurt (M.) und sekundär in Amsterdam.'
const source = 'Softphone - Hinweise zur Datenverwendung: Cisco WebEx, Absatz 2'

const html = (event: MatrixEvent) => String(event.content['formatted_body'])

const it = sharedIt
  .extend('helpdesk', shared, ({ createRoom }) => createRoom())
  .extend('lounge', shared, ({ createRoom }) => createRoom())
  .extend('introduced', atFirst, async ({ homeserver, bot, anna, helpdesk, lounge }) => {
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    const isIntroduction = ({ sender, type }: MatrixEvent) =>
      sender === bot.userId && type === 'm.room.message'
    for (const room of [helpdesk, lounge]) await anna.waitForEvent(room, isIntroduction)
  })

describeOnHomeserver('the bot in conversation', () => {
  it('says once who it is', async ({ bot, anna, lounge }) => {
    const [first, ...more] = await anna.messagesOf(bot, lounge)
    expect(more).toEqual([])
    expect(first?.content).toMatchObject({ msgtype: 'm.notice', 'm.mentions': {} })
    expect(first && bodyOf(first)).toContain(botName)
  })

  it('answers an unaddressed question in a helpdesk room with the quotation and its source', async ({
    bot,
    anna,
    helpdesk,
  }) => {
    const asked = await anna.say(helpdesk, question)
    const answer = await anna.waitForReply(helpdesk, asked, bot.userId)
    expect(bodyOf(answer)).toContain(`> ${quote}`)
    expect(bodyOf(answer)).toContain(source)
    expect(html(answer)).toContain(`<blockquote><p>${quote}</p></blockquote>`)
    expect(html(answer)).not.toContain('mx-reply')
    expect(answer.content).toMatchObject({
      msgtype: 'm.text',
      'm.mentions': { user_ids: [anna.userId] },
      ...inReplyTo(asked),
    })
  })

  it('answers when it is mentioned, in whichever way', async ({ bot, anna, lounge }) => {
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
      expect(bodyOf(await anna.waitForReply(lounge, eventId, bot.userId))).toContain(quote)
    }
  })

  it('keeps to the thread in which it is asked', async ({ bot, anna, lounge }) => {
    const root = await anna.say(lounge, 'Sammelfaden Webex')
    const asked = await anna.mention(lounge, bot.userId, question, inThread(root))
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    expect(relationOf(answer)).toMatchObject({
      rel_type: 'm.thread',
      event_id: root,
      'm.in_reply_to': { event_id: asked },
    })
  })

  it('answers the message to which a support person points it, attached to that message', async ({
    bot,
    anna,
    ben,
    lounge,
  }) => {
    const asked = await anna.say(lounge, question)
    await ben.mention(lounge, bot.userId, `${botName}, kannst du das beantworten?`, inReplyTo(asked))
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    expect(bodyOf(answer)).toContain(quote)
    expect(answer.content['m.mentions']).toEqual({ user_ids: [anna.userId] })
  })

  it('takes a reply to its own message as said to it', async ({ bot, anna, lounge }) => {
    const asked = await anna.mention(lounge, bot.userId, 'hilfe')
    const help = await anna.waitForReply(lounge, asked, bot.userId)
    const followUp = await anna.say(lounge, question, inReplyTo(help.event_id))
    expect(bodyOf(await anna.waitForReply(lounge, followUp, bot.userId))).toContain(quote)
  })

  it('answers each question of a forwarded mail in a direct message', async ({ bot, anna }) => {
    const roomId = await anna.meet(bot)
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
    expect(bodyOf(answer)).toContain(quote)
  })

  it('declines in a direct message what the notice does not answer, in the language of the question', async ({
    bot,
    anna,
  }) => {
    const roomId = await anna.meet(bot)
    const asked = await anna.say(roomId, 'What is the weather going to be like tomorrow?')
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    expect(bodyOf(answer)).toContain('nothing to say about the weather')
    expect(bodyOf(answer)).not.toContain('> ')
  })

  it('escapes what a person wrote where the answer repeats it', async ({ bot, anna }) => {
    const roomId = await anna.meet(bot)
    const asked = await anna.say(
      roomId,
      `${question} Und wie wird <img src=x onerror=alert(1)> @room morgen das Wetter in Dresden?`,
    )
    const answer = await anna.waitForReply(roomId, asked, bot.userId)
    expect(html(answer)).not.toContain('<img')
    expect(bodyOf(answer)).not.toContain('@room')
  })

  it('stays silent when nothing is asked of it', async ({ bot, anna, ben, helpdesk, lounge }) => {
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

  it('shows that it has read what it answers', async ({ bot, anna, helpdesk }) => {
    const asked = await anna.say(helpdesk, question)
    await anna.waitForReply(helpdesk, asked, bot.userId)
    await anna.waitForReceipt(helpdesk, bot.userId, asked)
  })

  it('keeps every word that was said out of its log', ({ bot, anna }) => {
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
