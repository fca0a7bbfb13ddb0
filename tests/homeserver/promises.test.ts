import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { TestAPI } from 'vitest'
import { allSentences } from '../support/all-sentences.ts'
import type { SentenceName } from '../support/all-sentences.ts'
import { filesIn } from '../support/files-in.ts'
import { bodyOf, inReplyTo, inThread } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { waitFor } from './person.ts'
import type { Person } from './person.ts'
import { it as sceneIt } from './scene.ts'

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

const it = sceneIt
  .extend('desk', ({ agent, bot }) => agent.createRoom({ invite: [bot.userId] }))
  .extend('direct', async ({ homeserver, bot, anna, agent, desk }) => {
    const contact = { name: { de: 'die Hotline', en: 'the hotline' } }
    const support = { members: [anna.userId] }
    await bot.configure(homeserver.url, { config: { contact, support, handOver: { room: desk } } }).start()
    const direct = await anna.createRoom({ is_direct: true, invite: [bot.userId] })
    await agent.waitForMembership(desk, bot.userId, 'join')
    await anna.waitForMembership(direct, bot.userId, 'join')
    return direct
  })
  .extend('ask', ({ bot, anna, direct }) => async () => {
    const asked = await anna.say(direct, 'Wie lange werden meine Anruflisten aufgehoben?')
    return anna.waitForReply(direct, asked, bot.userId)
  })
  .extend('handOver', ({ bot, anna, agent, desk, direct, ask }) => async () => {
    const offer = await ask()
    const consent = await anna.react(direct, offer.event_id, '✅')
    const post = await agent.hear(bot, desk, 'Anruflisten')
    const confirmed = await anna.hear(bot, direct, 'Ich habe Ihre Frage an')
    return { consent, post, confirmed }
  })
  .extend('refused', ({ bot }) => async () => {
    await waitFor(() => (bot.log.some((line) => line.includes('"msg":"not sent"')) ? true : undefined))
  })

type Scene = typeof it extends TestAPI<infer Fixtures> ? Fixtures : never

const kept = new Set<string>(Object.keys(testedElsewhere))
/** A test of what becomes of the promises in these sentences. */
const promise = (title: string, made: readonly SentenceName[], run: (scene: Scene) => Promise<void>) => {
  for (const sentence of made) kept.add(sentence)
  it(title, run)
}

const textsIn = async (room: string, person: Person) => (await person.timeline(room)).map(bodyOf).join()
const setLevels = (person: Person, room: string, levels: Record<string, unknown>) =>
  person.setState(room, 'm.room.power_levels', levels)
const silenceBot = (person: Person, room: string) => setLevels(person, room, { events_default: 50 })
const forbidDeleting = (person: Person, room: string) =>
  setLevels(person, room, { events: { 'm.room.redaction': 50 } })

describeOnHomeserver('what the bot promises, if the homeserver refuses it,', () => {
  promise(
    'is taken back for a question at the service desk, with whom to ask, and holds for a second consent',
    ['handOver.confirmed', 'handOver.notPassedOn', 'handOver.from'],
    async ({ bot, anna, agent, desk, direct, ask }) => {
      await silenceBot(agent, desk)
      const offer = await ask()
      await anna.react(direct, offer.event_id, '✅')
      const failure = await anna.hear(bot, direct, 'nicht an den Service Desk weitergeben')
      expect(bodyOf(failure)).toContain('die Hotline')
      expect(await textsIn(direct, anna)).not.toContain('Ich habe Ihre Frage an')
      expect(await textsIn(desk, agent)).not.toContain('Anruflisten')
      await setLevels(agent, desk, {})
      await anna.say(direct, 'ja')
      await agent.hear(bot, desk, 'Anruflisten')
      await anna.hear(bot, direct, 'Ich habe Ihre Frage an')
    },
  )

  promise(
    'is told to the service desk whose text did not arrive, and whose new wording didn’t',
    ['handOver.howTo', 'introductionServiceDesk', 'handOver.notRelayed', 'handOver.notChanged'],
    async ({ bot, anna, agent, desk, direct, handOver }) => {
      const { post } = await handOver()
      const first = await agent.say(desk, 'Zwei Jahre.', inThread(post.event_id))
      await anna.hear(bot, direct, 'Zwei Jahre.')
      await silenceBot(anna, direct)
      await agent.edit(desk, first, 'Drei Jahre.')
      await agent.hear(bot, desk, 'der frühere Wortlaut')
      await agent.say(desk, 'Vier Jahre.', inThread(post.event_id))
      await agent.hear(bot, desk, 'nicht angekommen')
    },
  )

  promise(
    'is told to the asker whose addition did not arrive',
    ['handOver.confirmed'],
    async ({ bot, anna, agent, desk, direct, handOver }) => {
      const { confirmed } = await handOver()
      await silenceBot(agent, desk)
      await anna.say(direct, 'Es eilt.', inReplyTo(confirmed.event_id))
      await anna.hear(bot, direct, 'nicht angekommen')
    },
  )

  promise(
    'is not said of a question that the service desk’s room does not let be deleted, nor is it passed on further',
    ['handOver.withdrawn', 'handOver.withdrawnByAsker', 'handOver.notWithdrawn'],
    async ({ bot, anna, agent, desk, direct, ask, handOver }) => {
      const { consent, post } = await handOver()
      await forbidDeleting(agent, desk)
      await anna.redact(direct, consent)
      const failure = await anna.hear(bot, direct, 'beim Service Desk aber nicht löschen')
      expect(bodyOf(failure)).toContain('die Hotline')
      await agent.hear(bot, desk, 'Die Person hat ihre Frage zurückgezogen')
      await agent.say(desk, 'Zwei Jahre.', inThread(post.event_id))
      await ask()
      const all = await textsIn(direct, anna)
      expect(all).not.toMatch(/habe Ihre Frage beim Service Desk gelöscht|Zwei Jahre/)
    },
  )

  promise(
    'is told to those who delete a message that has to stay at the other side',
    ['privacy.handOver', 'handOver.notDeleted'],
    async ({ bot, anna, agent, desk, direct, handOver }) => {
      const { post } = await handOver()
      const told = await agent.say(desk, 'Zwei Jahre.', inThread(post.event_id))
      await anna.hear(bot, direct, 'Zwei Jahre.')
      await forbidDeleting(anna, direct)
      await agent.redact(desk, told)
      await agent.hear(bot, desk, 'auf der anderen Seite nicht löschen')
    },
  )

  promise(
    'is told to those who delete a question whose answer has to stay',
    ['privacy.deletingInShort', 'answerNotDeleted'],
    async ({ bot, anna, direct }) => {
      const asked = await anna.say(direct, 'Wo stehen eigentlich die Server von Webex?')
      await anna.waitForReply(direct, asked, bot.userId)
      await forbidDeleting(anna, direct)
      await anna.redact(direct, asked)
      await anna.hear(bot, direct, 'Meine Antwort auf die gelöschte Nachricht konnte ich nicht löschen')
    },
  )

  promise(
    'holds when a hand-over is closed, though one side can’t be told',
    ['handOver.closed'],
    async ({ bot, anna, agent, desk, direct, ask, handOver, refused }) => {
      const { post } = await handOver()
      await silenceBot(anna, direct)
      await agent.say(desk, 'fertig', inThread(post.event_id))
      await agent.hear(bot, desk, 'Die Verbindung zu dieser Frage ist beendet')
      await refused()
      await setLevels(anna, direct, {})
      await agent.say(desk, 'Zwei Jahre.', inThread(post.event_id))
      await ask()
      expect(await textsIn(direct, anna)).not.toContain('Zwei Jahre')
    },
  )

  promise(
    'holds for silence that can’t be announced, and for its end',
    ['quiet', 'backAgain'],
    async ({ bot, anna, direct, refused }) => {
      await silenceBot(anna, direct)
      await anna.say(direct, 'ruhe 10 min')
      await refused()
      await setLevels(anna, direct, {})
      await anna.say(direct, 'Wo stehen eigentlich die Server von Webex?')
      await anna.say(direct, 'ruhe aus')
      await anna.hear(bot, direct, 'Ich antworte in diesem Raum wieder')
      const replies = (await anna.timeline(direct)).filter(({ sender }) => sender === bot.userId)
      expect(replies.map(bodyOf).join()).not.toContain('Frankfurt')
    },
  )

  promise(
    'holds for forgetting what was asked and could not be answered',
    ['privacy.text', 'privacy.inShort', 'privacy.logs'],
    async ({ bot, anna, direct, refused }) => {
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
