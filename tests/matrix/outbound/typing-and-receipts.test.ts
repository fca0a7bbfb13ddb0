import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Signs } from '../../../src/matrix/outbound/typing-and-receipts.ts'
import type { EventId } from '../../../src/matrix/ports/ids.ts'
import { eventId, roomId } from '../../support/matrix-events.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('a receipt waits until no answer does, and then speaks for all that was read', async () => {
  const receipts: EventId[] = []
  let isBusy = true
  using signs = new Signs({
    setTyping: () => Promise.resolve(),
    sendReceipt: (_room, id) => Promise.resolve(receipts.push(id)),
    isBusy: () => isBusy,
  })
  signs.hasRead(roomId(), eventId('first'))
  vi.advanceTimersByTime(10_000)
  signs.hasRead(roomId(), eventId('second'))
  vi.advanceTimersByTime(10_000)
  expect(receipts).toEqual([])
  isBusy = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receipts).toEqual([eventId('second')])
})

it('receipts wait until no room has had an answer for a second', async () => {
  const receipts: EventId[] = []
  using signs = new Signs({
    setTyping: () => Promise.resolve(),
    sendReceipt: (_room, id) => Promise.resolve(receipts.push(id)),
    isBusy: () => false,
  })
  for (const name of ['first', 'second', 'third', 'fourth']) {
    signs.hasRead(roomId(name), eventId(name))
    await vi.advanceTimersByTimeAsync(500)
  }
  expect(receipts).toEqual([])
  await vi.advanceTimersByTimeAsync(500)
  expect(receipts).toHaveLength(4)
})
