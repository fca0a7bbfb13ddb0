import type { EventId, RoomId } from '../ids.ts'

export interface SignsOptions {
  readonly setTyping: (roomId: RoomId, typing: boolean) => Promise<unknown>
  readonly sendReceipt: (roomId: RoomId, eventId: EventId) => Promise<unknown>
  /** True while answers wait to be sent. */
  readonly isBusy: () => boolean
}

/** Work that takes less than this is done before anybody could see a typing sign; the requests would only delay the answer. */
const typingAfterMs = 400
/** Receipts wait for a pause: the newest one speaks for all in its room, and the answers of all rooms go first. */
const receiptAfterMs = 500

/** What shows people that the bot is alive: typing and read receipts. Nothing depends on them, so their failures don't count. */
export class Signs implements Disposable {
  readonly #options: SignsOptions
  readonly #receipts = new Map<RoomId, { eventId: EventId; timer: NodeJS.Timeout }>()

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
    const waiting = this.#receipts.get(roomId)
    if (waiting !== undefined) {
      waiting.eventId = eventId
      return
    }
    this.#receipts.set(roomId, { eventId, timer: this.#receiptLater(roomId) })
  }

  #receiptLater(roomId: RoomId): NodeJS.Timeout {
    return setTimeout(() => {
      const waiting = this.#receipts.get(roomId)
      if (waiting === undefined) return
      if (this.#options.isBusy()) {
        waiting.timer = this.#receiptLater(roomId)
        return
      }
      this.#receipts.delete(roomId)
      ignoreFailure(this.#options.sendReceipt(roomId, waiting.eventId))
    }, receiptAfterMs)
  }

  [Symbol.dispose](): void {
    for (const { timer } of this.#receipts.values()) clearTimeout(timer)
    this.#receipts.clear()
  }
}

function ignoreFailure(sign: Promise<unknown>): void {
  sign.catch(() => undefined)
}
