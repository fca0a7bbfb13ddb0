import type { RoomId } from '../../ports/ids.ts'
import type { EncryptionOfRoom } from './room-settings.ts'

interface Use {
  readonly keyId: string
  /** Between these the key was made; milliseconds since 1970. */
  readonly madeAfter: number
  readonly madeBefore: number
  messages: number
}

/** How much earlier than the room says a new key counts as due, in milliseconds: the library counts whole seconds. */
const earlierMs = 60_000

/**
 * Counts what was encrypted with each room's present key. The library makes a new key when it is asked to share one and the old one is
 * due; asked to encrypt with one that is due, it fails. So whoever doesn't have it share for each message has to know.
 */
export class KeyUses {
  readonly #now: () => number
  readonly #uses = new Map<RoomId, Use>()

  /** @param now milliseconds since 1970, by the clock that the library uses */
  constructor(now: () => number) {
    this.#now = now
  }

  isNewKeyDue(roomId: RoomId, { rotationMessages, rotationMs }: EncryptionOfRoom): boolean {
    const use = this.#uses.get(roomId)
    if (use === undefined) return true
    const now = this.#now()
    // For the library a key from the future, as the clock was set back, is due as well.
    return (
      use.messages >= rotationMessages ||
      now - use.madeAfter >= rotationMs - earlierMs ||
      now < use.madeBefore
    )
  }

  /** @param sharedAt when sharing began for this message; before the key was made, if it is a new one. */
  used(roomId: RoomId, keyId: string, sharedAt: number): void {
    const use = this.#uses.get(roomId)
    if (use?.keyId === keyId) use.messages += 1
    else this.#uses.set(roomId, { keyId, madeAfter: sharedAt, madeBefore: this.#now(), messages: 1 })
  }
}
