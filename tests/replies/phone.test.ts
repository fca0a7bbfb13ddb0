import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import type { KnowledgeBase, Language } from '../../src/knowledge/types.ts'
import {
  composeAnswer,
  composeDecline,
  composeGreeting,
  composeHelp,
  composeHint,
  composeNearest,
  composeNoMore,
  composePrivacy,
  composeSmallTalk,
  composeTopics,
  withPartlyRead,
} from '../../src/replies/compose.ts'
import type { Frame } from '../../src/replies/compose.ts'
import { composeFindings } from '../../src/replies/findings.ts'
import type { Finding } from '../../src/replies/findings.ts'
import { handOverNotice, withOffer } from '../../src/replies/hand-over.ts'
import {
  introduction,
  limitNotice,
  quietNotice,
  quietRefusal,
  unreadableNotice,
  verificationNotice,
} from '../../src/replies/notices.ts'
import type { Reply } from '../../src/replies/types.ts'
import { realKnowledge } from '../support/fixtures.ts'
import { phoneLines } from '../support/phone-lines.ts'
import { persona } from '../support/real-core.ts'

const knowledge = await realKnowledge()
const privacy = {
  retentionHours: 24,
  maxAgeHours: 12,
  statisticsDays: 365,
  countsGaps: true,
  handOverDays: 7,
}

/** As many notices as a university may have, with as many topics. */
const many: KnowledgeBase = {
  ...knowledge,
  notices: Array.from({ length: 4 }, (_, n) => ({
    ...{
      id: `n${n}`,
      title: `Hinweise zum Dienst ${n}`,
      url: undefined,
      date: undefined,
      implied: [],
      sections: [],
    },
  })),
  entries: Array.from({ length: 4 }, (_, n) =>
    knowledge.entries.map((entry) => ({ ...entry, id: `n${n}/${entry.id}`, notice: `n${n}` })),
  ).flat(),
}

const declineOf = (reply: Reply) => ({ kind: 'decline', entry: undefined, open: [], reply }) as const

function everyReply(frame: Frame): readonly (readonly [string, Reply])[] {
  const { language } = frame
  const [first, ...others] = frame.knowledge.entries
  if (first === undefined) throw new Error('the knowledge has entries')
  const longestGap = frame.knowledge.declines.toSorted(
    (a, b) => b.sentence.de.length - a.sentence.de.length,
  )[0]
  const answer: Finding = { queries: ['Wo?'], kind: 'answer', entry: first, score: 1 }
  const unfound: Finding = { queries: ['Und was kostet das?'], kind: 'nothing' }
  return [
    ['an answer', composeAnswer(first, frame)],
    ['an answer with one question left open', composeFindings([answer, unfound], frame)],
    ['an unnamed decline with the offer', withOffer(declineOf(composeDecline(undefined, frame))).reply],
    ['a named decline', composeDecline(longestGap, frame)],
    ['a named decline with the offer', withOffer(declineOf(composeDecline(longestGap, frame))).reply],
    ['nearest', composeNearest([first], frame)],
    ['nearest of three', composeNearest([first, ...others.slice(0, 2)], frame)],
    ['nothing more', composeNoMore(frame)],
    ['partly read', withPartlyRead(composeDecline(undefined, frame))],
    ['help', composeHelp(frame)],
    ['topics', composeTopics(frame)],
    ['privacy', composePrivacy(frame, 'short')],
    ['privacy in full', composePrivacy(frame, 'full')],
    ['a greeting', composeGreeting(frame)],
    ['small talk', composeSmallTalk('unclear', frame)],
    ...(['noSource', 'noDraft'] as const).map((hint) => [hint, composeHint(hint, frame)] as const),
    ['quiet', quietNotice({ language, minutes: 60 })],
    ['no quiet', quietRefusal(language)],
    ...(
      ['confirmed', 'refused', 'unavailable', 'too-many', 'closed', 'unreachable', 'outside-thread'] as const
    ).map((notice) => [notice, handOverNotice(notice, language, 7)] as const),
  ]
}

describe.each<[string, KnowledgeBase, Language]>([
  ['one notice, German', knowledge, 'de'],
  ['one notice, English', knowledge, 'en'],
  ['four notices, German', many, 'de'],
  ['four notices, English', many, 'en'],
])('on a phone, with %s,', (_, known, language) => {
  it.each(everyReply({ knowledge: known, language, persona: { ...persona, privacy } }))(
    '%s has twelve lines at most',
    (_name, reply) => {
      expect(phoneLines(reply)).toBeLessThanOrEqual(12)
    },
  )
})

/** Said in both languages at once, each of which has to fit. */
describe('on a phone, what is said in both languages', () => {
  const kinds = ['direct', 'helpdesk', 'other', 'service-desk'] as const
  const reasons = ['comparing', 'unsupported', 'interrupted'] as const
  it.each<[string, Reply]>([
    ...kinds.map((kind): [string, Reply] => [
      `introduction ${kind}`,
      introduction(kind, { name: persona.name, notices: knowledge.notices }),
    ]),
    ...reasons.map((reason): [string, Reply] => [
      `verification ${reason}`,
      verificationNotice(reason, persona),
    ]),
    ['limit', limitNotice()],
    ['unreadable', unreadableNotice()],
  ])('has twelve lines at most a language: %s', (_, { language, blocks }) => {
    for (const block of blocks) expect(phoneLines({ language, blocks: [block] })).toBeLessThanOrEqual(12)
  })
})

describe('on a phone, what people say most', () => {
  const core = createCore({ ...knowledge, declines: [] }, { ...persona, privacy })
  it.each([
    '👍',
    'Perfekt',
    'super, das hilft mir',
    'nein',
    'stop',
    'test',
    'fertig',
    '1',
    'ja',
    'Hallo',
    '?',
  ])('is answered with one paragraph of two lines at most: %s', (text) => {
    const outcome = core.respond({ text, addressing: 'direct' })
    expect(outcome.kind).toBe('command')
    if (outcome.kind !== 'command') return
    expect(outcome.reply.blocks).toHaveLength(1)
    expect(phoneLines(outcome.reply)).toBeLessThanOrEqual(2)
  })
})
