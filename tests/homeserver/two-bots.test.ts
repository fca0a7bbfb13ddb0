import { afterAll, beforeAll, expect, it } from 'vitest'
import { botName, TestBot } from './bot.ts'
import { repliedTo } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'

/** Two bots of this kind, each with its own account, that take everything said in the same rooms as meant for them. */
describeOnHomeserver('two bots that know the same notice', (homeserver) => {
  let anna: Person
  let bots: readonly TestBot[]
  let helpdesk: string
  let threads: string

  beforeAll(async () => {
    anna = await Person.register(homeserver, 'anna')
    bots = await Promise.all([TestBot.create(homeserver), TestBot.create(homeserver)])
    const invite = bots.map(({ userId }) => userId)
    helpdesk = await anna.createRoom({ invite })
    threads = await anna.createRoom({ invite })
    const rooms = [helpdesk, threads]
    await Promise.all(
      bots.map((bot) =>
        bot
          .configure(homeserver.url, { config: { rooms: { helpdesk: rooms, answerInThread: [threads] } } })
          .start(),
      ),
    )
    for (const roomId of rooms)
      for (const { userId } of bots) await anna.waitForMembership(roomId, userId, 'join')
  })
  afterAll(async () => {
    for (const bot of bots) await bot[Symbol.asyncDispose]()
  })

  const isFromBot = ({ sender }: MatrixEvent) => bots.some(({ userId }) => userId === sender)

  /** For each message that either bot has answered, how often; complete up to now. */
  async function answers(roomId: string): Promise<ReadonlyMap<string, number>> {
    const ids = bots.map(({ userId }) => userId)
    const last = await anna.say(roomId, `${botName}: hilfe`, { 'm.mentions': { user_ids: ids } })
    for (const userId of ids) await anna.waitForReply(roomId, last, userId)
    const answered = (await anna.timeline(roomId)).filter(isFromBot).map(repliedTo)
    const counts = new Map<string, number>()
    for (const id of answered) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    return counts
  }

  it.each([
    ['a helpdesk room', () => helpdesk],
    ['a room whose answers open threads', () => threads],
  ])('answer a question in %s once each, and each other never', async (_, room) => {
    const asked = await anna.say(room(), question)
    const several = await anna.say(room(), `${botName}: ${question} Und was kostet ein Headset?`)
    const automated = await anna.say(room(), question, { 'org.matrix.msc1767.automated': true })
    for (const { userId } of bots) {
      const answer = await anna.waitForReply(room(), asked, userId)
      expect(answer.content['msgtype']).toBe('m.text')
    }
    const counts = await answers(room())
    expect([counts.get(asked), counts.get(several), counts.get(automated)]).toEqual([2, 2, undefined])
    const said = await anna.timeline(room())
    const ofAnna = said.filter(({ sender }) => sender === anna.userId).map(({ event_id }) => event_id)
    expect(ofAnna).toEqual(expect.arrayContaining([...counts.keys()]))
  })
})
