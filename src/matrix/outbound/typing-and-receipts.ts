import type { EventId, RoomId } from '../ports/ids.ts'

export interface SignsOptions {
  readonly setTyping: (roomId: RoomId, typing: boolean) => Promise<unknown>
  readonly sendReceipt: (roomId: RoomId, eventId: EventId) => Promise<unknown>
  /** True while answers wait to be sent. */
  readonly isBusy: () => boolean
}

/** Work that takes less than this is done before anybody could see a typing sign; the requests would only delay the answer. */
const typingAfterMs = 400
/**
 * Receipts wait for a pause of so many milliseconds in all rooms; the newest one then speaks for all in its room. An answer says by
 * itself that its question was read, and a receipt costs the homeserver an eighth of what question and answer do.
 */
const pauseMs = 1_000

/** Shows people that the bot is alive: typing and read receipts. Nothing depends on them, so their failures don't count. */
export class Signs implements Disposable {
  readonly #options: SignsOptions
  /** The newest answered event of each room whose receipt is due. */
  readonly #read = new Map<RoomId, EventId>()
  #pause: NodeJS.Timeout | undefined

  constructor(options: SignsOptions) {
    this.#options = options
  }

  /** Shows the bot as typing while `work` goes on. */
  async whileWorking<T>(roomId: RoomId, work: () => Promise<T>): Promise<T> {
    const shown = new Set<RoomId>()
    const timer = setTimeout(() => {
      shown.add(roomId)
      ignoreFailure(this.#options.setTyping(roomId, true))
    }, typingAfterMs)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
      if (shown.has(roomId)) ignoreFailure(this.#options.setTyping(roomId, false))
    }
  }

  hasRead(roomId: RoomId, eventId: EventId): void {
    this.#read.set(roomId, eventId)
    this.#awaitPause()
  }

  #awaitPause(): void {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.#sendReceipts(), pauseMs)
  }

  async #sendReceipts(): Promise<void> {
    for (const [roomId, eventId] of this.#read) {
      if (this.#options.isBusy()) {
        this.#awaitPause()
        return
      }
      this.#read.delete(roomId)
      await this.#options.sendReceipt(roomId, eventId).catch(() => undefined)
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#pause)
    this.#read.clear()
  }
}

function ignoreFailure(sign: Promise<unknown>): void {
  sign.catch(() => undefined)
}
