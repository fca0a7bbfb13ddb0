import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Utterance } from '../../../src/core/utterance.ts'
import type { FaqEntry } from '../../../src/knowledge/types.ts'
import { createChooseSuggestion } from '../../../src/matrix/conversation/choose-suggestion.ts'
import type { UserEventHandler } from '../../../src/matrix/conversation/user-event.ts'
import { createRemoveAnswer } from '../../../src/matrix/conversation/remove-answer.ts'
import { createTakeFeedback } from '../../../src/matrix/conversation/take-feedback.ts'
import type { Visible } from '../../../src/matrix/conversation/answers.ts'
import type { RoomKind } from '../../../src/matrix/rooms/room-kinds.ts'
import { faqEntry } from '../../matching/samples.ts'
import { anna, ben, eventId, Mailbox, messageOf, place, reaction, room } from '../../support/conversation.ts'
import { roomId, userId } from '../../support/conversation.ts'

const reply = { language: 'de', blocks: [{ type: 'paragraph', content: ['…'] }] } as const
const entries = [faqEntry('one', 1), faqEntry('two', 2)]
const answerOf = (entry: FaqEntry): Visible => ({
  kind: 'answer',
  answers: [{ entry, score: 1 }],
  suggestions: [],
  open: [],
  reply,
})
const suggestion: Visible = { kind: 'suggest', suggestions: entries, isChoice: true, open: [], reply }

let mailbox: Mailbox
let kind: RoomKind
let feedback: { entry: string; helpful: boolean }[]
let asked: string[]
let rejectedOf: Utterance | undefined
let question = messageOf('question', 'Wo?')
beforeEach(() => {
  mailbox = new Mailbox()
  kind = 'direct'
  feedback = []
  asked = []
  rejectedOf = undefined
  question = messageOf('question', 'Wo?')
})
afterEach(() => {
  mailbox[Symbol.dispose]()
})

/** The bot's message becomes `$own1`, its reactions `$own2` and so on. */
const say = async (outcome: Visible) =>
  mailbox.deliver(
    await mailbox.answers.queueAnswer(outcome, {
      ...{ roomId: room, cause: 'question', questionId: eventId('question'), asker: anna },
      target: { eventId: eventId('question'), sender: anna, thread: undefined },
      utterance: { addressing: 'direct' },
    }),
  )
const kindOf = () => Promise.resolve(kind)
const choose: UserEventHandler = (event, where) =>
  createChooseSuggestion({
    ...{ messages: mailbox.outbox, answers: mailbox.answers, kindOf },
    core: {
      answerWith: (id) => {
        asked.push(id)
        return answerOf(faqEntry(id, 3))
      },
    },
    bot: { userId: userId('bot'), names: ['Bot'] },
  })(event, where)
const takeFeedback: UserEventHandler = (event, where) =>
  createTakeFeedback({
    ...{ messages: mailbox.outbox, answers: mailbox.answers, kindOf },
    core: {
      offerOther: (utterance, rejected) => {
        rejectedOf = utterance
        asked.push(...(rejected === 'all' ? ['all'] : rejected))
        return { kind: 'suggest', suggestions: entries.slice(1), isChoice: false, open: [], reply }
      },
    },
    bot: { userId: userId('bot'), names: ['Bot'] },
    fetchMessage: () => Promise.resolve(question),
    noticesOf: (_, sender) => (sender === ben ? ['parking'] : undefined),
    events: { feedback: (data) => void feedback.push(data) },
  })(event, where)
const remove: UserEventHandler = (event, where) =>
  createRemoveAnswer({ messages: mailbox.outbox, isSupport: (user) => user === ben })(event, where)

describe('a suggestion', () => {
  it('comes with a reaction for each entry', async () => {
    const [message, ...reactions] = await say(suggestion)
    expect(message?.type).toBe('m.room.message')
    expect(reactions.map(({ content }) => content['m.relates_to'])).toEqual([
      { rel_type: 'm.annotation', key: '1️⃣' },
      { rel_type: 'm.annotation', key: '2️⃣' },
    ])
  })

  it.each([
    ['a tap', reaction('own1', '2️⃣')],
    ['a tap without variation selector', reaction('own1', '2⃣')],
    [
      'the digit as a reply',
      { kind: 'message', message: messageOf('m', '2', { repliesTo: eventId('own1') }) },
    ],
    ['the digit in a direct message', { kind: 'message', message: messageOf('m', ' 2. ') }],
  ] as const)('is chosen from by %s', async (_, event) => {
    await say(suggestion)
    const chosen = await mailbox.handle(choose(event, place('m')))
    expect(asked).toEqual(['two'])
    expect(chosen).toMatchObject([
      { content: { 'm.relates_to': { 'm.in_reply_to': { event_id: '$question' } } } },
    ])
  })

  it.each([
    ['somebody else taps', reaction('own1', '1️⃣', ben)],
    ['the number is too high', reaction('own1', '3️⃣')],
    ['something else is tapped', reaction('own1', '🎉')],
    [
      'a digit answers somebody else',
      { kind: 'message', message: messageOf('m', '1', { repliesTo: eventId('x') }) },
    ],
  ] as const)('stays as it is if %s', async (_, event) => {
    await say(suggestion)
    expect(await choose(event, place('m'))).toBeUndefined()
  })

  it('does not take a bare digit in a room for a choice', async () => {
    kind = 'helpdesk'
    await say(suggestion)
    expect(await choose({ kind: 'message', message: messageOf('m', '1') }, place('m'))).toBeUndefined()
  })
})

describe('a thumb', () => {
  it('up is counted for each entry that was quoted', async () => {
    await say(answerOf(entries[0] ?? faqEntry('one', 1)))
    expect(await mailbox.handle(takeFeedback(reaction('own1', '👍🏽', ben), place('r')))).toEqual([])
    expect(feedback).toEqual([{ entry: 'one', helpful: true }])
  })

  it('down leads to another entry in a direct message, and then to a person', async () => {
    await say(answerOf(entries[0] ?? faqEntry('one', 1)))
    const offer = await mailbox.handle(takeFeedback(reaction('own1', '👎'), place('r')))
    expect(offer?.map(({ type }) => type)).toEqual(['m.room.message'])
    await takeFeedback(reaction('own2', '👎'), place('s'))
    expect(asked).toEqual(['one', 'all'])
    expect(feedback).toEqual([{ entry: 'one', helpful: false }])
  })

  it.each([
    ['in a room', 'other', anna],
    ['of somebody else', 'direct', ben],
  ] as const)('down %s is only counted', async (_, where, sender) => {
    kind = where
    await say(answerOf(entries[0] ?? faqEntry('one', 1)))
    expect(await mailbox.handle(takeFeedback(reaction('own1', '👎', sender), place('r')))).toEqual([])
    expect(feedback).toHaveLength(1)
  })
})

describe('“nein”', () => {
  const saying = (body: string, more: Parameters<typeof messageOf>[2] = {}) =>
    takeFeedback({ kind: 'message', message: messageOf('m', body, more) }, place('m'))

  it.each(['nein', 'Nein!', 'Bot: nein', 'das meinte ich nicht', 'Nein, das hilft mir nicht.', 'wrong'])(
    'is said of the last answer there: %s',
    async (body) => {
      await say(answerOf(entries[0] ?? faqEntry('one', 1)))
      const offer = await mailbox.handle(saying(body))
      expect(offer).toMatchObject([
        { content: { 'm.relates_to': { 'm.in_reply_to': { event_id: '$question' } } } },
      ])
      expect(asked).toEqual(['one'])
      expect(feedback).toEqual([{ entry: 'one', helpful: false }])
    },
  )

  it('is said of the answer replied to', async () => {
    await say(answerOf(entries[0] ?? faqEntry('one', 1)))
    expect(await saying('nein', { repliesTo: eventId('other') })).toBeUndefined()
    await mailbox.handle(saying('nein', { repliesTo: eventId('own1') }))
    expect(asked).toEqual(['one'])
  })

  it('has the question judged as it was, among the notices that its author is bound to', async () => {
    question = messageOf('question', 'Bot: Wo?', { sender: ben })
    await say(answerOf(entries[0] ?? faqEntry('one', 1)))
    await saying('nein')
    expect(rejectedOf).toEqual({ text: 'Wo?', addressing: 'direct', notices: ['parking'] })
  })

  it('leads to a person if nothing that was offered is it', async () => {
    await say(suggestion)
    await mailbox.handle(saying('nein'))
    expect(asked).toEqual(['all'])
  })

  it.each([
    ['is nothing that it could be said of', saying, { kind: 'command', command: 'small-talk', reply }],
    ['are more words', () => saying('nein, wo stehen die Server?'), answerOf(faqEntry('one', 1))],
    ['is somebody else who says it', () => saying('nein', { sender: ben }), answerOf(faqEntry('one', 1))],
  ] as const)('is left to others where there %s', async (_, happen, before) => {
    await say(before)
    expect(await happen('nein')).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('is left to the people in a room, unless it is a reply to the answer', async () => {
    kind = 'helpdesk'
    await say(answerOf(faqEntry('one', 1)))
    expect(await saying('nein')).toBeUndefined()
    expect(await saying('passt nicht', { repliesTo: eventId('own1'), sender: ben })).toBeUndefined()
    await mailbox.handle(saying('passt nicht', { repliesTo: eventId('own1') }))
    expect(asked).toEqual(['one'])
  })
})

describe('a waste basket', () => {
  it('of a support person removes the message with its reactions', async () => {
    await say(suggestion)
    const removed = await mailbox.handle(remove(reaction('own1', '🗑️', ben), place('r')))
    expect(removed?.map(({ type }) => type)).toEqual(Array(3).fill('m.room.redaction'))
    expect(await mailbox.handle(remove(reaction('own1', '🗑️', ben), place('r')))).toEqual([])
  })

  it('of anybody else does nothing', async () => {
    await say(suggestion)
    expect(await mailbox.handle(remove(reaction('own1', '🗑', anna), place('r')))).toEqual([])
  })
})

describe('a reaction in one room to a message in another', () => {
  const elsewhere = { ...place('reaction'), roomId: roomId('elsewhere') }

  it.each([
    ['picks no suggestion', suggestion, anna, '1️⃣', choose],
    ['gives no feedback', answerOf(faqEntry('one', 1)), anna, '👎', takeFeedback],
    ['removes no answer', answerOf(faqEntry('one', 1)), ben, '🗑️', remove],
  ] as const)('%s', async (_, said, sender, key, feature) => {
    await say(said)
    const handling = await feature(reaction('own1', key, sender), elsewhere)
    expect(handling?.kind === 'settled' ? handling.outgoing : []).toEqual([])
    expect([...asked, ...feedback]).toEqual([])
  })
})
