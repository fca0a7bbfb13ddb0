import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dropRoomKeysRegularly } from '../../../../src/matrix/encryption/store/drop-room-keys.ts'
import type { ExpiryTimes } from '../../../../src/matrix/encryption/store/room-key-expiry.ts'

const hour = 3600_000
const day = 24 * hour

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** What is dropped by a clock that is right for so long. */
function dropBy(isClockRight: () => boolean) {
  const looks: ExpiryTimes[] = []
  const stop = new AbortController()
  const store = {
    dropRoomKeys: (times: ExpiryTimes) => {
      looks.push(times)
      return Promise.resolve(0)
    },
  }
  const states = { keyLifetimeMs: () => 7 * day }
  dropRoomKeysRegularly({ store, states, retentionMs: day, isClockRight }, stop.signal)
  return { looks, stop }
}

it('drops keys soon after the start and then every hour, until it is stopped', () => {
  const { looks, stop } = dropBy(() => true)
  vi.advanceTimersByTime(2.5 * hour)
  const times = { retentionMs: day, lifetimeMs: 8 * day }
  expect(looks).toEqual([times, times, times])
  stop.abort()
  vi.advanceTimersByTime(2 * hour)
  expect(looks).toHaveLength(3)
})

it('drops none while the clock is not known to be right', () => {
  let isClockRight = false
  const { looks } = dropBy(() => isClockRight)
  vi.advanceTimersByTime(2.5 * hour)
  expect(looks).toEqual([])
  isClockRight = true
  vi.advanceTimersByTime(hour)
  expect(looks).toHaveLength(1)
})
