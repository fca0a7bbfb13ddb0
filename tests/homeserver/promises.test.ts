import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { allSentences } from '../support/all-sentences.ts'
import type { SentenceName } from '../support/all-sentences.ts'
import { filesIn } from '../support/files-in.ts'
import { TestBot } from './bot.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'

/** Words by which a sentence says that something is done, will be, or will not be. */
const isPromise =
  /\b(?:weitergeben|weitergegeben|gebe|lösche|gelöscht|vergesse|kommt|beantworte|antworte|da|still|bewahre|merke|zähle|zeige)\b/

/** Promises that no refusal by a homeserver can break, and where they are tested. */
const testedElsewhere = {
  introductionDirect: 'dialogue.test.ts',
  introductionHelpdesk: 'greetings.test.ts',
  introductionOther: 'greetings.test.ts',
  here: 'small-talk.test.ts',
  nearest: 'compose.test.ts',
  whatIAm: 'find-quote.test.ts',
  tooMany: 'flood.test.ts',
  noSource: 'dialogue.test.ts',
  'handOver.offer': 'take-consent.test.ts',
  'handOver.offerOpen': 'hand-over.test.ts',
  'handOver.refused': 'take-consent.test.ts',
  'handOver.tooMany': 'take-consent.test.ts',
  'handOver.unavailable': 'take-consent.test.ts',
  'handOver.unreachable': 'relay.test.ts',
  'handOver.notText': 'relay.test.ts',
  'handOver.tooFast': 'relay.test.ts',
  'handOver.outsideThread': 'hand-over.test.ts',
  'privacy.handOverInShort': 'take-consent.test.ts',
  'privacy.ids': 'privacy.test.ts',
  'privacy.counts': 'statistics.test.ts',
  'privacy.countsInShort': 'statistics.test.ts',
  'privacy.gaps': 'statistics.test.ts',
  'privacy.noCounts': 'statistics.test.ts',
  'privacy.keys': 'crypto-records.test.ts',
} as const satisfies Partial<Record<SentenceName, string>>

const body = ({ content }: MatrixEvent) => String(content['body'])

describeOnHomeserver('what the bot promises, if the homeserver refuses it,', (homeserver) => {
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
    const support = { members: [anna.userId] }
    await bot.configure(homeserver.url, { config: { contact, support, handOver: { room: desk } } }).start()
    direct = await anna.createRoom({ is_direct: true, invite: [bot.userId] })
    await agent.waitForMembership(desk, bot.userId, 'join')
    await anna.waitForMembership(direct, bot.userId, 'join')
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const kept = new Set<string>(Object.keys(testedElsewhere))
  /** A test of what becomes of the promises in these sentences. */
  const promise = (title: string, made: readonly SentenceName[], run: () => Promise<void>) => {
    for (const sentence of made) kept.add(sentence)
    it(title, run)
  }
  const said = (person: Person, room: string, text: string) =>
    person.waitForEvent(room, (event) => event.sender === bot.userId && body(event).includes(text))
  const texts = async (person: Person, room: string) => (await person.timeline(room)).map(body)
  const ask = async () => {
    const asked = await anna.say(direct, 'Wie lange werden meine Anruflisten aufgehoben?')
    return anna.waitForReply(direct, asked, bot.userId)
  }
  const handOver = async () => {
    const offer = await ask()
    const consent = await anna.react(direct, offer.event_id, '✅')
    const post = await said(agent, desk, 'Anruflisten')
    const confirmed = await said(anna, direct, 'Ich habe Ihre Frage an')
    return { consent, post, confirmed }
  }
  const inThread = ({ event_id }: MatrixEvent) => ({ 'm.relates_to': { rel_type: 'm.thread', event_id } })
  const setLevels = (person: Person, room: string, levels: Record<string, unknown>) =>
    person.setState(room, 'm.room.power_levels', levels)
  const silenceBot = (person: Person, room: string) => setLevels(person, room, { events_default: 50 })
  const forbidDeleting = (person: Person, room: string) =>
    setLevels(person, room, { events: { 'm.room.redaction': 50 } })
  const refused = () =>
    waitFor(() => (bot.log.some((line) => line.includes('"msg":"not sent"')) ? true : undefined))

  promise(
    'is taken back for a question at the service desk, with whom to ask, and holds for a second consent',
    ['handOver.confirmed', 'handOver.notPassedOn', 'handOver.from'],
    async () => {
      await silenceBot(agent, desk)
      const offer = await ask()
      await anna.react(direct, offer.event_id, '✅')
      const failure = await said(anna, direct, 'nicht an den Service Desk weitergeben')
      expect(body(failure)).toContain('die Hotline')
      expect((await texts(anna, direct)).join()).not.toContain('Ich habe Ihre Frage an')
      expect((await texts(agent, desk)).join()).not.toContain('Anruflisten')
      await setLevels(agent, desk, {})
      await anna.say(direct, 'ja')
      await said(agent, desk, 'Anruflisten')
      await said(anna, direct, 'Ich habe Ihre Frage an')
    },
  )

  promise(
    'is told to the service desk whose text did not arrive, and whose new wording didn’t',
    ['handOver.howTo', 'introductionServiceDesk', 'handOver.notRelayed', 'handOver.notChanged'],
    async () => {
      const { post } = await handOver()
      const first = await agent.say(desk, 'Zwei Jahre.', inThread(post))
      await said(anna, direct, 'Zwei Jahre.')
      await silenceBot(anna, direct)
      await agent.edit(desk, first, 'Drei Jahre.')
      await said(agent, desk, 'der frühere Wortlaut')
      await agent.say(desk, 'Vier Jahre.', inThread(post))
      await said(agent, desk, 'nicht angekommen')
    },
  )

  promise('is told to the asker whose addition did not arrive', ['handOver.confirmed'], async () => {
    const { confirmed } = await handOver()
    await silenceBot(agent, desk)
    const relation = { 'm.relates_to': { 'm.in_reply_to': { event_id: confirmed.event_id } } }
    await anna.say(direct, 'Es eilt.', relation)
    await said(anna, direct, 'nicht angekommen')
  })

  promise(
    'is not said of a question that the service desk’s room does not let be deleted, nor is it passed on further',
    ['handOver.withdrawn', 'handOver.withdrawnByAsker', 'handOver.notWithdrawn'],
    async () => {
      const { consent, post } = await handOver()
      await forbidDeleting(agent, desk)
      await anna.redact(direct, consent)
      const failure = await said(anna, direct, 'beim Service Desk aber nicht löschen')
      expect(body(failure)).toContain('die Hotline')
      await said(agent, desk, 'Die Person hat ihre Frage zurückgezogen')
      await agent.say(desk, 'Zwei Jahre.', inThread(post))
      await ask()
      const all = (await texts(anna, direct)).join()
      expect(all).not.toMatch(/habe Ihre Frage beim Service Desk gelöscht|Zwei Jahre/)
    },
  )

  promise(
    'is told to those who delete a message that has to stay at the other side',
    ['privacy.handOver', 'handOver.notDeleted'],
    async () => {
      const { post } = await handOver()
      const told = await agent.say(desk, 'Zwei Jahre.', inThread(post))
      await said(anna, direct, 'Zwei Jahre.')
      await forbidDeleting(anna, direct)
      await agent.redact(desk, told)
      await said(agent, desk, 'auf der anderen Seite nicht löschen')
    },
  )

  promise(
    'is told to those who delete a question whose answer has to stay',
    ['privacy.deletingInShort', 'answerNotDeleted'],
    async () => {
      const asked = await anna.say(direct, 'Wo stehen eigentlich die Server von Webex?')
      await anna.waitForReply(direct, asked, bot.userId)
      await forbidDeleting(anna, direct)
      await anna.redact(direct, asked)
      await said(anna, direct, 'Meine Antwort auf die gelöschte Nachricht konnte ich nicht löschen')
    },
  )

  promise(
    'holds when a hand-over is closed, though one side can’t be told',
    ['handOver.closed'],
    async () => {
      const { post } = await handOver()
      await silenceBot(anna, direct)
      await agent.say(desk, 'fertig', inThread(post))
      await said(agent, desk, 'Die Verbindung zu dieser Frage ist beendet')
      await refused()
      await setLevels(anna, direct, {})
      await agent.say(desk, 'Zwei Jahre.', inThread(post))
      await ask()
      expect((await texts(anna, direct)).join()).not.toContain('Zwei Jahre')
    },
  )

  promise('holds for silence that can’t be announced, and for its end', ['quiet', 'backAgain'], async () => {
    await silenceBot(anna, direct)
    await anna.say(direct, 'ruhe 10 min')
    await refused()
    await setLevels(anna, direct, {})
    await anna.say(direct, 'Wo stehen eigentlich die Server von Webex?')
    await anna.say(direct, 'ruhe aus')
    await said(anna, direct, 'Ich antworte in diesem Raum wieder')
    const replies = (await anna.timeline(direct)).filter(({ sender }) => sender === bot.userId)
    expect(replies.map(body).join()).not.toContain('Frankfurt')
  })

  promise(
    'holds for forgetting what was asked and could not be answered',
    ['privacy.text', 'privacy.inShort', 'privacy.logs'],
    async () => {
      await silenceBot(anna, direct)
      await anna.say(direct, 'Wo stehen eigentlich die Server von Webex? Gruß, Zwetschge')
      await refused()
      await bot.stop()
      for (const file of filesIn(path.join(bot.directory.path, 'state')))
        for (const word of ['Zwetschge', 'Frankfurt'])
          expect(readFileSync(file).includes(word), `${word} in ${file}`).toBe(false)
      expect(bot.log.join()).not.toMatch(/Zwetschge|Frankfurt/)
    },
  )

  it('stands in the list above, whatever it is', () => {
    const promises = Object.entries(allSentences).filter(([, { de }]) => isPromise.test(de))
    expect(promises.map(([name]) => name).filter((name) => !kept.has(name))).toEqual([])
  })
})
