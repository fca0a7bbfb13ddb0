import { describe, expect, it } from 'vitest'
import { resolveMessage } from '../../../src/matrix/inbound/resolve-message.ts'
import type { ResolveContext } from '../../../src/matrix/inbound/resolve-message.ts'
import type { EventId, RoomId, UserId } from '../../../src/matrix/ports/ids.ts'

const context: ResolveContext = {
  identity: { userId: '@bot:x.de' as UserId, names: ['Hinweisbot'] },
  kindOf: () => Promise.resolve('direct'),
  hasSent: () => false,
  recall: () => undefined,
  lastInThread: () => undefined,
  answerTo: () => undefined,
  answersInThread: () => false,
  noticesOf: (roomId) => (roomId === '!matrix:x.de' ? ['matrix'] : undefined),
  fetchMessage: () => Promise.resolve(undefined),
}

async function utteranceIn(room: string) {
  const message = {
    ...{ roomId: room as RoomId, eventId: '$1' as EventId, sender: '@a:x.de' as UserId, body: 'Wie lange?' },
    ...{ timestamp: 0, html: undefined, repliesTo: undefined, thread: undefined, mentions: undefined },
  }
  return (await resolveMessage(message, context)).map(({ utterance }) => utterance)
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
