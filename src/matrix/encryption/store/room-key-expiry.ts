import { setImmediate as turn } from 'node:timers/promises'
import { deserialize } from 'node:v8'
import * as v from '../../../documents/valibot.ts'
import type { CryptoRecord, RecordChange } from '../../ports/crypto-records.ts'
import type { DurableRecords } from './durable-records.ts'
import { keyUseSpace, roomKeyStore, storeOfSpace } from './journal.ts'

const pageSize = 500
/** Stands between the hashes of room and session in a key of the library's, as JSON has it. */
const separator = String.raw`\u001d`

const storedUse = v.object({
  /** Stands for the device that made the key. */
  device: v.string(),
  /** Milliseconds since 1970. */
  received: v.number(),
  used: v.number(),
})
type StoredUse = v.InferOutput<typeof storedUse>
type RoomKey = StoredUse & { readonly key: string }

const roomKeyValue = v.looseObject({ sender_key: v.fallback(v.string(), '') })

export interface ExpiryTimes {
  /** How long a key is kept after its last use once its device has made a newer one for the room, in milliseconds. */
  readonly retentionMs: number
  /** How long a device may go on using a key, in milliseconds. After as much time without use a key is dropped in any case. */
  readonly lifetimeMs: number
}

/**
 * Knows when each room key came and when it was last used, and drops those that nobody will use again. The library keeps all that it ever got
 * and has no way to give one up. It holds no copy of them, so a deleted row is a deleted key.
 */
export class RoomKeyExpiry {
  readonly #records: DurableRecords
  readonly #now: () => number
  /** When keys were used last, of those used since the last look. */
  readonly #used = new Map<string, number>()

  /** @param now milliseconds since 1970 */
  constructor(records: DurableRecords, now: () => number) {
    this.#records = records
    this.#now = now
  }

  /** To be committed together with these changes, by which keys may have come. */
  changesWith(changes: readonly RecordChange[]): readonly RecordChange[] {
    return changes.flatMap((change) => {
      if (change.kind !== 'put' || storeOfSpace(change.space) !== roomKeyStore) return []
      this.used(change.key)
      const { sender_key: device } = v.parse(roomKeyValue, deserialize(change.value))
      const known = this.#records.get(keyUseSpace, change.key)
      const received = known === undefined ? this.#now() : read(known).received
      return [toChange(change.key, { device, received, used: this.#now() })]
    })
  }

  /** Noted in memory, and written at the next look. */
  used(key: string): void {
    this.#used.set(key, this.#now())
  }

  /** Drops what is out of use; returns the number of keys. Others get their turn in between. */
  async drop(roomKeySpace: string, times: ExpiryTimes, signal: AbortSignal): Promise<number> {
    this.#writeUses()
    let dropped = 0
    for (let after = '', room: RoomKey[] = []; !signal.aborted;) {
      const page = this.#records.page(keyUseSpace, after, pageSize)
      const isLast = page.length < pageSize
      after = page.at(-1)?.key ?? after
      const rooms = [...room, ...page.map(toRoomKey)]
      // The last room of a page may go on in the next one.
      room = isLast ? [] : rooms.filter(({ key }) => roomOf(key) === roomOf(after))
      const whole = rooms.slice(0, rooms.length - room.length)
      // A key that was used since its page was read is not out of use.
      const expired = findExpired(whole, times, this.#now()).filter((key) => !this.#used.has(key))
      dropped += expired.length
      this.#delete(roomKeySpace, expired)
      if (isLast) break
      await turn()
    }
    return dropped
  }

  #writeUses(): void {
    const changes = [...this.#used].flatMap(([key, used]) => {
      const known = this.#records.get(keyUseSpace, key)
      return known === undefined ? [] : [toChange(key, { ...read(known), used })]
    })
    this.#used.clear()
    if (changes.length > 0) this.#records.commit(changes)
  }

  #delete(roomKeySpace: string, keys: readonly string[]): void {
    if (keys.length === 0) return
    const from = (name: string) => keys.map((key) => ({ kind: 'delete', space: name, key }) as const)
    this.#records.commit([...from(roomKeySpace), ...from(keyUseSpace)])
  }
}

/** A device uses the newest of its keys of a room only, and none for longer than the room has it. */
function findExpired(
  keys: readonly RoomKey[],
  { retentionMs, lifetimeMs }: ExpiryTimes,
  now: number,
): readonly string[] {
  const family = ({ key, device }: RoomKey) => `${roomOf(key)} ${device}`
  const newest = new Map<string, number>()
  for (const key of keys) {
    newest.set(family(key), Math.max(key.received, newest.get(family(key)) ?? key.received))
  }
  const isExpired = (key: RoomKey): boolean => {
    const idleMs = now - Math.max(key.used, key.received)
    const isReplaced = key.device !== '' && key.received < (newest.get(family(key)) ?? key.received)
    return idleMs > (isReplaced ? retentionMs : Math.max(lifetimeMs, retentionMs))
  }
  return keys.filter(isExpired).map(({ key }) => key)
}

const roomOf = (key: string): string => key.slice(0, key.indexOf(separator))

const read = (value: Uint8Array): StoredUse => v.parse(storedUse, JSON.parse(new TextDecoder().decode(value)))

const toRoomKey = ({ key, value }: CryptoRecord): RoomKey => ({ key, ...read(value) })

function toChange(key: string, use: StoredUse): RecordChange {
  return { kind: 'put', space: keyUseSpace, key, value: new TextEncoder().encode(JSON.stringify(use)) }
}
