import type { RoomId } from '../ports/ids.ts'

/** Tells the lane how to go on after a step. */
export type LaneStep = 'more' | 'empty' | { readonly retryInMs: number }

export interface RoomLanesOptions {
  /** Does the next piece of a room's work. It should not throw. */
  readonly step: (roomId: RoomId) => Promise<LaneStep>
  /** How many rooms may be at work at the same time. */
  readonly concurrency: number
  /** Told about an error that left `step`; the room tries again after a pause. */
  readonly onFault: (roomId: RoomId, error: unknown) => void
}

interface Lane {
  /** New work was announced while the lane was at work. */
  woken: boolean
  timer?: NodeJS.Timeout
}

const faultPauseMs = 5_000

/** Works through rooms side by side, and in each room one step after the other. A room that waits holds no other up. */
export class RoomLanes implements AsyncDisposable {
  readonly #options: RoomLanesOptions
  readonly #lanes = new Map<RoomId, Lane>()
  readonly #queue: RoomId[] = []
  readonly #running = new Set<Promise<void>>()
  #stopped = false

  constructor(options: RoomLanesOptions) {
    this.#options = options
  }

  /** Announces work in a room. A room that pauses after a failure keeps its pause. */
  wake(roomId: RoomId): void {
    if (this.#stopped) return
    const lane = this.#lanes.get(roomId)
    if (lane !== undefined) {
      lane.woken = true
      return
    }
    this.#lanes.set(roomId, { woken: false })
    this.#enqueue(roomId)
  }

  /** Ends the pauses of all rooms, for when their common reason is gone. */
  hurry(): void {
    for (const [roomId, lane] of this.#lanes) {
      if (lane.timer === undefined) continue
      clearTimeout(lane.timer)
      delete lane.timer
      this.#enqueue(roomId)
    }
  }

  /** True if something is at work; rooms that pause don't count. */
  get isBusy(): boolean {
    return this.#running.size > 0
  }

  /** Resolves when nothing is at work or could be; rooms that pause are not waited for. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running)
  }

  /** Begins nothing new, and resolves when the steps that are under way have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    this.#queue.length = 0
    for (const lane of this.#lanes.values()) clearTimeout(lane.timer)
    await Promise.all(this.#running)
  }

  #enqueue(roomId: RoomId): void {
    this.#queue.push(roomId)
    this.#fill()
  }

  #fill(): void {
    while (!this.#stopped && this.#running.size < this.#options.concurrency) {
      const roomId = this.#queue.shift()
      if (roomId === undefined) return
      const run: Promise<void> = this.#run(roomId).finally(() => {
        this.#running.delete(run)
        this.#fill()
      })
      this.#running.add(run)
    }
  }

  async #run(roomId: RoomId): Promise<void> {
    const lane = this.#lanes.get(roomId)
    if (lane === undefined) return
    lane.woken = false
    const step = await this.#step(roomId)
    if (this.#stopped) return
    if (step === 'more' || (step === 'empty' && isWoken(lane))) this.#queue.push(roomId)
    else if (step === 'empty') this.#lanes.delete(roomId)
    else this.#pause(roomId, lane, step.retryInMs)
  }

  async #step(roomId: RoomId): Promise<LaneStep> {
    try {
      return await this.#options.step(roomId)
    } catch (error) {
      this.#options.onFault(roomId, error)
      return { retryInMs: faultPauseMs }
    }
  }

  #pause(roomId: RoomId, lane: Lane, ms: number): void {
    lane.timer = setTimeout(() => {
      delete lane.timer
      this.#enqueue(roomId)
    }, ms)
  }
}

const isWoken = (lane: Lane) => lane.woken
