import { afterEach, beforeEach, expect, it } from 'vitest'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'
import type { MatrixEvent } from './person.ts'

const body = ({ content }: MatrixEvent) => String(content['body'])

describeOnHomeserver('what the bot promises', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let agent: Person
  let desk: string
  let direct: string

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    agent = await Person.register(homeserver, 'agent')
    desk = await agent.createRoom({ invite: [bot.userId] })
    const contact = { name: { de: 'die Hotline', en: 'the hotline' } }
    await bot.configure(homeserver.url, { config: { contact, handOver: { room: desk } } }).start()
    direct = await anna.createRoom({ is_direct: true, invite: [bot.userId] })
    await agent.waitForMembership(desk, bot.userId, 'join')
    await anna.waitForMembership(direct, bot.userId, 'join')
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const said = (person: Person, room: string, text: string) =>
    person.waitForEvent(room, (event) => event.sender === bot.userId && body(event).includes(text))
  const ask = async () => {
    const asked = await anna.say(direct, 'Wie lange werden meine Anruflisten aufgehoben?')
    return anna.waitForReply(direct, asked, bot.userId)
  }
  const silenceBot = (room: string, person: Person) =>
    person.setState(room, 'm.room.power_levels', { events_default: 50 })

  it('is taken back if the service desk’s room refuses the question, with whom to ask', async () => {
    await silenceBot(desk, agent)
    const offer = await ask()
    await anna.react(direct, offer.event_id, '✅')
    const failure = await said(anna, direct, 'nicht an den Service Desk weitergeben')
    expect(body(failure)).toContain('die Hotline')
    const bodies = (await anna.timeline(direct)).map(body)
    expect(bodies.filter((text) => text.includes('Ich habe Ihre Frage an'))).toEqual([])
    expect((await agent.timeline(desk)).map(body).filter((text) => text.includes('Anruflisten'))).toEqual([])
  })

  it('holds for each message: what the other side’s room refuses is said to who wrote it', async () => {
    const offer = await ask()
    await anna.react(direct, offer.event_id, '✅')
    const post = await said(agent, desk, 'Anruflisten')
    await said(anna, direct, 'Ich habe Ihre Frage an')
    await silenceBot(direct, anna)
    await agent.say(desk, 'Zwei Jahre.', {
      'm.relates_to': { rel_type: 'm.thread', event_id: post.event_id },
    })
    await said(agent, desk, 'nicht angekommen')
  })
})
