import { expect, it } from 'vitest'
import { toOutgoing, toReaction, toRedaction } from '../../../src/matrix/outbound/outgoing.ts'
import { roomId } from '../../support/matrix-events.ts'

// A repeat counts as one only if its id is the same whenever, and by whichever process, it is made.
it('gives what has the same cause the same transaction id, and everything else another', async () => {
  const encryption = { encrypt: <T>(_room: unknown, event: T) => Promise.resolve(event) }
  const answer = (cause: string, body = 'Antwort') =>
    toOutgoing(encryption, { roomId: roomId(), cause, content: { body } })
  const ids = async () => [
    (await answer('$question')).transactionId,
    (await answer('$other')).transactionId,
    toReaction(roomId(), 'answer', '1️⃣', '$question').transactionId,
    toReaction(roomId(), 'answer', '2️⃣', '$question').transactionId,
    toRedaction(roomId(), 'answer').transactionId,
  ]
  const first = await ids()
  expect(await ids()).toEqual(first)
  expect(new Set(first).size).toBe(first.length)
  expect((await answer('$question', 'anders')).transactionId).toBe(first[0])
})
