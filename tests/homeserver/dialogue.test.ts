import { expect } from 'vitest'
import { bodyOf, inReplyTo, inThread, relationOf, repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { waitFor } from './person.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const unclear = 'Was läuft über die Cloud?'

const it = sharedIt
  .extend('lounge', shared, ({ createRoom }) => createRoom())
  .extend('threaded', shared, ({ createRoom }) => createRoom())
  .extend('started', atFirst, async ({ homeserver, bot, anna, ben, lounge, threaded }) => {
    const rooms = { helpdesk: [], answerInThread: [threaded] }
    const config = { rooms, support: { members: [ben.userId] }, limits: { perPersonPerMinute: 0 } }
    await bot.configure(homeserver.url, { config }).start()
    for (const roomId of [lounge, threaded]) await anna.waitForMembership(roomId, bot.userId, 'join')
  })
  .extend('direct', shared, ({ anna, bot }) => anna.meet(bot))

describeOnHomeserver('the bot in a dialogue', () => {
  it('needs no second mention in a thread in which it answered, and keeps to the topic', async ({
    bot,
    anna,
    threaded,
  }) => {
    const asked = await anna.mention(threaded, bot.userId, 'Ist Presence standardmäßig eingeschaltet?')
    const answer = await anna.waitForReply(threaded, asked, bot.userId)
    expect(relationOf(answer)).toMatchObject({ rel_type: 'm.thread', event_id: asked })
    const remark = await anna.say(threaded, 'Danke, das hilft!', inThread(asked, answer.event_id))
    const followUp = await anna.say(threaded, 'Und wie ist das am Handy?', inThread(asked, answer.event_id))
    const more = await anna.waitForReply(threaded, followUp, bot.userId)
    expect(bodyOf(more)).toMatch(/^Dazu habe ich keine andere Stelle gefunden/)
    expect(relationOf(more)).toMatchObject({ rel_type: 'm.thread', event_id: asked })
    const replies = (await anna.timeline(threaded)).filter(({ sender }) => sender === bot.userId)
    expect(JSON.stringify(replies)).not.toContain(remark)
  })

  it('keeps to the topic in a thread that somebody opens below its answer, or below the question', async ({
    bot,
    anna,
    lounge,
    direct,
  }) => {
    const asked = await anna.mention(lounge, bot.userId, question)
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    const followUp = await anna.say(lounge, 'Gilt das auch für Chat?', inThread(answer.event_id))
    const more = await anna.waitForReply(lounge, followUp, bot.userId)
    expect(bodyOf(more)).not.toContain('Frankfurt (M.)')
    expect(relationOf(more)).toMatchObject({ rel_type: 'm.thread', event_id: answer.event_id })

    const askedDirectly = await anna.say(direct, 'Ist Presence standardmäßig eingeschaltet?')
    await anna.waitForReply(direct, askedDirectly, bot.userId)
    const below = await anna.say(direct, 'Und wie ist das am Handy?', inThread(askedDirectly))
    expect(bodyOf(await anna.waitForReply(direct, below, bot.userId))).toMatch(
      /^Dazu habe ich keine andere Stelle/,
    )
  })

  it('leaves a thread below a question to the people who talk there', async ({ bot, anna, lounge }) => {
    const asked = await anna.mention(lounge, bot.userId, question)
    await anna.waitForReply(lounge, asked, bot.userId)
    const unanswered = await anna.say(lounge, 'Gilt das auch für Chat?', inThread(asked))
    const after = await anna.mention(lounge, bot.userId, 'hilfe')
    await anna.waitForReply(lounge, after, bot.userId)
    const replies = (await anna.timeline(lounge)).filter(({ sender }) => sender === bot.userId)
    expect(JSON.stringify(replies)).not.toContain(unanswered)
  })

  it('finds the last question of a mail of 60 kB, and says so where a part was left out', async ({
    bot,
    anna,
  }) => {
    const chat = await anna.createDirectRoom(bot.userId)
    const told = 'Gestern war der Umzug, und an der Pforte stand eine lange Schlange. '.repeat(800)
    const long = await anna.say(chat, `${told}\n\n${question}`)
    expect(bodyOf(await anna.waitForReply(chat, long, bot.userId))).toContain('Frankfurt')
    const questions = Array.from({ length: 20 }, (_, i) => `Was kostet ein Headset für Raum ${i}?`)
    const many = await anna.say(chat, [question, ...questions].join('\n'))
    const answer = bodyOf(await anna.waitForReply(chat, many, bot.userId))
    expect(answer).toContain('nur einen Teil davon gelesen')
    expect(answer).toContain('Frankfurt')
  })

  it('lets the asker, and nobody else, pick a suggestion with a tap or with its digit', async ({
    bot,
    anna,
    ben,
    lounge,
    direct,
  }) => {
    const asked = await anna.mention(lounge, bot.userId, unclear)
    const suggestion = await anna.waitForReply(lounge, asked, bot.userId)
    await anna.waitForEvent(lounge, (event) => {
      const { event_id: target, key } = relationOf(event)
      return event.sender === bot.userId && target === suggestion.event_id && key === '2️⃣'
    })
    await ben.react(lounge, suggestion.event_id, '1️⃣')
    await anna.react(lounge, suggestion.event_id, '2️⃣')
    const quoting = (roomId: string, eventId: string) =>
      anna.waitForEvent(
        roomId,
        (event) =>
          event.sender === bot.userId && repliedTo(event) === eventId && bodyOf(event).includes('> '),
      )
    await quoting(lounge, asked)
    const chosen = (await anna.timeline(lounge)).filter(
      (event) => repliedTo(event) === asked && bodyOf(event).includes('> '),
    )
    expect(chosen).toHaveLength(1)

    const again = await anna.say(direct, unclear)
    await anna.waitForReply(direct, again, bot.userId)
    await anna.say(direct, '1')
    await quoting(direct, again)
  })

  it('takes a digit in a room from the asker only, in reply to the suggestion', async ({
    bot,
    anna,
    ben,
    lounge,
  }) => {
    const asked = await anna.mention(lounge, bot.userId, unclear)
    const suggestion = await anna.waitForReply(lounge, asked, bot.userId)
    const reply = inReplyTo(suggestion.event_id)
    await ben.say(lounge, '1', reply)
    await anna.say(lounge, '3', reply)
    const chosen = (event: MatrixEvent) =>
      event.sender === bot.userId && repliedTo(event) === asked && bodyOf(event).includes('> ')
    const answer = await anna.waitForEvent(lounge, chosen)
    expect((await anna.timeline(lounge)).filter(chosen)).toHaveLength(1)
    const third = /^3\. (.*)$/m.exec(bodyOf(suggestion))?.[1] ?? ''
    expect(third).toContain('Daten')
    expect(bodyOf(answer)).toContain('TU-Rufnummer')
  })

  it('offers something else when an answer in a direct message did not help, then a person', async ({
    bot,
    anna,
    direct,
  }) => {
    const asked = await anna.say(direct, 'Gehen meine Daten in die USA?')
    const answer = await anna.waitForReply(direct, asked, bot.userId)
    await anna.react(direct, answer.event_id, '👎')
    const offer = await anna.waitForEvent(direct, (event) =>
      bodyOf(event).startsWith('Danke für die Rückmeldung'),
    )
    await anna.react(direct, offer.event_id, '👎')
    await anna.waitForEvent(direct, (event) =>
      bodyOf(event).startsWith('Mehr habe ich dazu im Hinweis nicht gefunden'),
    )
    expect(bot.log.join('')).toMatch(/"entry":"softphone\/us-uebermittlung","helpful":false/)
  })

  it('counts thumbs of everybody in a room, and offers nothing there', async ({ bot, anna, ben, lounge }) => {
    const asked = await anna.mention(lounge, bot.userId, 'Wer ist der Anbieter von Webex?')
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    await ben.react(lounge, answer.event_id, '👍')
    await anna.react(lounge, answer.event_id, '👎')
    const counted = (helpful: boolean) => `"entry":"softphone/webex-begriff","helpful":${helpful}`
    await waitFor(() =>
      [true, false].every((value) => bot.log.join('').includes(counted(value))) ? true : undefined,
    )
    const after = await anna.mention(lounge, bot.userId, 'hilfe')
    await anna.waitForReply(lounge, after, bot.userId)
    const own = (await anna.timeline(lounge)).filter(({ sender }) => sender === bot.userId)
    expect(own.filter((event) => repliedTo(event) === asked)).toHaveLength(1)
  })

  it('has its answer removed by a waste basket of support staff only', async ({ bot, anna, ben, lounge }) => {
    const asked = await anna.mention(lounge, bot.userId, question)
    const answer = await anna.waitForReply(lounge, asked, bot.userId)
    await anna.react(lounge, answer.event_id, '🗑️')
    await ben.react(lounge, answer.event_id, '🗑️')
    await anna.waitForRedaction(lounge, answer.event_id)
  })
})
