import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { bodyOf, inReplyTo, repliedTo } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import type { Person } from './person.ts'
import { atFirst, shared, sharedIt } from './scene.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const answer = 'Frankfurt'

const it = sharedIt
  .extend('lounge', shared, ({ createRoom }) => createRoom())
  .extend('helpdesk', shared, ({ createRoom }) => createRoom())
  .extend('started', atFirst, async ({ homeserver, bot, anna, lounge, helpdesk }) => {
    await bot.configure(homeserver.url, { helpdesk: [helpdesk] }).start()
    for (const room of [lounge, helpdesk]) await anna.waitForMembership(room, bot.userId, 'join')
  })
  .extend('direct', shared, ({ anna, bot }) => anna.meet(bot))

describeOnHomeserver('as clients really send it', () => {
  it('a mention is no word of the question', async ({ bot, anna, lounge }) => {
    const link = `https://matrix.to/#/${bot.userId}`
    for (const text of [
      `[${bot.userId}](${link}) ${question}`,
      `[Hinweisbot](${link}): ${question}`,
      `Hinweisbot (${bot.userId}): ${question}`,
      `${question} https://tu-dresden.de/zih/dienste`,
    ]) {
      const asked = await anna.mention(lounge, bot.userId, text)
      expect(bodyOf(await anna.waitForReply(lounge, asked, bot.userId))).toContain(answer)
    }
    const help = await anna.mention(lounge, bot.userId, `[${bot.userId}](${link}) hilfe`)
    expect(bodyOf(await anna.waitForReply(lounge, help, bot.userId))).toContain(
      'antworte, indem ich wörtlich zitiere',
    )
  })

  it('a reply that copies its mentions is talk between people', async ({ bot, anna, ben, lounge }) => {
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
    // A room is handled in its order, so all earlier messages are handled once this is answered.
    await anna.waitForReply(lounge, await anna.mention(lounge, bot.userId, 'Hinweisbot: danke'), bot.userId)
    const answered = (await anna.messagesOf(bot, lounge)).map(repliedTo)
    expect(answered.filter((eventId) => eventId === asked)).toHaveLength(1)
    for (const eventId of [surprised, confirmed]) expect(answered).not.toContain(eventId)
  })

  it('a message that becomes a question by an edit is answered', async ({
    bot,
    anna,
    ben,
    lounge,
    helpdesk,
  }) => {
    const begun = await ben.say(helpdesk, 'Wo stehen eigentlich')
    await ben.edit(helpdesk, begun, question)
    expect(bodyOf(await anna.waitForReply(helpdesk, begun, bot.userId))).toContain(answer)
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

  it.for([
    ['@room', `@room ${question}`],
    ['@alle', `@alle: ${question}`],
    ['a relay’s prefix', `<anna> ${question}`],
    ['no blank behind a mark', `${question}Danke schonmal!`],
    ['escapes of a rich text editor', question.replace('?', '\\?')],
    ['blanks that don’t break', question.replaceAll(' ', '\u00a0')],
  ] as const)('a question to everybody is one with %s', async ([, text], { bot, anna, ben, helpdesk }) => {
    const asked = await ben.say(helpdesk, text)
    await anna.waitForReply(helpdesk, asked, bot.userId)
  })

  it('a caption and an action are read, and anything else is told to be not', async ({
    bot,
    anna,
    ben,
    lounge,
    helpdesk,
    direct,
  }) => {
    const picture = { url: 'mxc://staff.test/x', filename: 'bild.png' }
    const captioned = await anna.say(direct, question, { msgtype: 'm.image', ...picture })
    const action = await anna.say(direct, question, { msgtype: 'm.emote' })
    for (const event of [captioned, action])
      expect(bodyOf(await anna.waitForReply(direct, event, bot.userId))).toContain(answer)
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
    const told = (await anna.timeline(direct)).filter((event) => bodyOf(event).includes('Ich lese nur Text'))
    expect(told).toHaveLength(1)
  })
})
