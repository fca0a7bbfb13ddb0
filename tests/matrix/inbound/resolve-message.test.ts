import { describe, expect, it } from 'vitest'
import { resolveMessage } from '../../../src/matrix/inbound/resolve-message.ts'
import type { ResolveContext } from '../../../src/matrix/inbound/resolve-message.ts'
import type { RecordedMessage } from '../../../src/matrix/conversation/answer-record.ts'
import type { EventId, RoomId, UserId } from '../../../src/matrix/ports/ids.ts'

const context: ResolveContext = {
  bot: { userId: '@bot:x.de' as UserId, names: ['Hinweisbot'] },
  kindOf: () => Promise.resolve('direct'),
  hasSent: () => false,
  recall: () => undefined,
  lastInRoom: () => undefined,
  lastInThread: () => undefined,
  answerTo: () => undefined,
  answersInThread: () => false,
  noticesOf: (roomId) => (roomId === '!matrix:x.de' ? ['matrix'] : undefined),
  fetchMessage: () => Promise.resolve(undefined),
}

async function utteranceIn(room: string, given = context, body = 'Wie lange?') {
  const message = {
    ...{ roomId: room as RoomId, eventId: '$1' as EventId, sender: '@a:x.de' as UserId, body },
    ...{ timestamp: 0, html: undefined, repliesTo: undefined, thread: undefined, mentions: undefined },
  }
  return (await resolveMessage(message, given)).map(({ utterance }) => utterance)
}

describe('resolveMessage', () => {
  it('asks for the notices only that the room is bound to', async () => {
    expect(await utteranceIn('!matrix:x.de')).toEqual([
      { text: 'Wie lange?', addressing: 'direct', notices: ['matrix'] },
    ])
  })

  it('asks for all notices elsewhere', async () => {
    expect(await utteranceIn('!other:x.de')).toEqual([{ text: 'Wie lange?', addressing: 'direct' }])
  })
})

describe('a direct message that points to nothing', () => {
  const remembered = (
    record: Pick<RecordedMessage['record'], 'kind' | 'entries'> & { topic?: string },
  ): RecordedMessage => ({
    ...{ transactionId: 't', eventId: '$own' as EventId, questionId: '$0' as EventId },
    ...{ targetId: '$0' as EventId, threadId: undefined },
    record: {
      ...{ asker: '@a:x.de' as UserId, author: '@a:x.de' as UserId },
      ...{ addressing: 'direct', language: 'de' },
      ...record,
    },
  })
  const after = (last: RecordedMessage, body?: string) =>
    utteranceIn('!room:x.de', { ...context, lastInRoom: () => last }, body)

  it.each([
    ['an answer', { kind: 'answer', entries: ['server'] }],
    ['the one passage that came nearest', { kind: 'suggestion', entries: ['server'] }],
    ['a courtesy after an answer', { kind: 'other', entries: [], topic: 'server' }],
  ] as const)('is about %s, if that was said last', async (_, record) => {
    expect(await after(remembered(record), 'quelle')).toEqual([
      { text: 'quelle', addressing: 'direct', topic: 'server', isTopicImplied: true },
    ])
  })

  it.each([
    ['a decline', { kind: 'decline', entries: [], topic: 'server' }],
    ['a choice', { kind: 'suggestion', entries: ['server', 'chat'] }],
  ] as const)('has no topic after %s', async (_, record) => {
    expect(await after(remembered(record))).toEqual([{ text: 'Wie lange?', addressing: 'direct' }])
  })
})
