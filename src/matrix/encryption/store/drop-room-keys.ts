import { dayMs } from '../../../day.ts'
import type { RoomStates } from '../rooms/room-state.ts'
import type { KeyStore } from './key-store.ts'

/** In milliseconds: often enough that a store does not grow beyond what an hour adds. */
const everyMs = 3_600_000
/** In milliseconds: a start has more urgent things to do first. */
const firstMs = 60_000

interface RoomKeysInUse {
  readonly store: Pick<KeyStore, 'dropRoomKeys'>
  readonly states: Pick<RoomStates, 'keyLifetimeMs'>
  /** How long room keys are kept that are out of use, in milliseconds. */
  readonly retentionMs: number
  readonly isClockRight: () => boolean
}

/**
 * Drops the room keys that are out of use now and then, until the signal ends it. By a clock that has jumped ahead all of them
 * would be, and none comes back.
 */
export function dropRoomKeysRegularly(
  { store, states, retentionMs, isClockRight }: RoomKeysInUse,
  signal: AbortSignal,
): void {
  const drop = () => {
    if (!isClockRight()) return
    const lifetimeMs = states.keyLifetimeMs() + dayMs
    // A store that can't be written to any more says so to all who rely on it.
    store.dropRoomKeys({ retentionMs, lifetimeMs }).catch(() => undefined)
  }
  const timers = [setTimeout(drop, firstMs), setInterval(drop, everyMs)]
  for (const timer of timers) timer.unref()
  signal.addEventListener('abort', () => {
    for (const timer of timers) clearTimeout(timer)
  })
}
