import { setTimeout as delay } from 'node:timers/promises'
import { KeysQueryRequest, type OlmMachine, type OutgoingRequest } from '@matrix-org/matrix-sdk-crypto-wasm'
import { backoffMs } from '../../client/backoff.ts'
import { isLoggedOut, isRetryable } from '../../client/request-error.ts'
import { CryptoStoreError, EncryptionUnavailableError } from '../errors.ts'
import { Serial } from '../serial.ts'
import type { RequestSender } from './request-sender.ts'

export interface OutgoingQueueOptions {
  readonly machine: OlmMachine
  readonly sender: RequestSender
  readonly random: () => number
  /** A request that will not be tried again, or a store that can't be read, or may not be used any longer. */
  readonly onRefused: (error: unknown) => void
}

/**
 * Works off what the library wants to send, apart from the sync: a fault here delays keys, never events. The library
 * remembers unsent requests itself and hands them out again, so nothing is queued here but the wish to look.
 */
export class OutgoingQueue implements AsyncDisposable {
  readonly #options: OutgoingQueueOptions
  readonly #stop = new AbortController()
  readonly #serial = new Serial()
  readonly #refused = new Set<string>()
  readonly #waiting = new Set<() => void>()
  /** Number of the latest wish to look, and of the latest whose queries of devices have all been answered. */
  #wished = 0
  #answered = 0
  #worker: Promise<void> | undefined

  constructor(options: OutgoingQueueOptions) {
    this.#options = options
  }

  /** Something may have to be sent. Returns at once. */
  kick(): void {
    this.#wished += 1
    if (!this.#stop.signal.aborted) this.#worker ??= this.#work()
  }

  /**
   * Runs `work` while nothing is sent from here. An answer about the bot's own keys that was asked for before they changed
   * would make the library drop the new ones.
   */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    return this.#serial.run('round', work)
  }

  /**
   * Resolves when all devices are known that were asked for up to now; at once if no question is open.
   * @throws EncryptionUnavailableError when they are still unknown after `timeoutMs`.
   * @throws CryptoStoreError when they will not be known any more, as their keys did not reach the disk.
   */
  async devicesKnown(timeoutMs: number): Promise<void> {
    const wish = this.#wished
    const deadline = AbortSignal.timeout(timeoutMs)
    while (this.#answered < wish) {
      const stop = this.#stop.signal
      if (stop.reason instanceof CryptoStoreError) throw stop.reason
      if (deadline.aborted || stop.aborted) {
        throw new EncryptionUnavailableError("the homeserver does not tell people's devices")
      }
      await this.#nextRound(deadline)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#worker
    this.#endRound()
  }

  async #work(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted;) {
      const wish = this.#wished
      const round = this.#serial.run('round', () => this.#sendAll())
      const { fault, queriesOpen } = await round.catch((error: unknown) => this.#notRead(error))
      if (!queriesOpen) this.#answered = wish
      this.#endRound()
      failures = fault === undefined ? 0 : failures + 1
      if (fault !== undefined) await this.#pause(backoffMs(failures, fault, this.#options.random))
      else if (this.#wished === wish) break
    }
    this.#worker = undefined
  }

  /** One request's fault doesn't keep back the others. `fault` is the last one after which trying again makes sense. */
  async #sendAll(): Promise<{ fault: unknown; queriesOpen: boolean }> {
    let fault: unknown
    let queriesOpen = false
    for (const request of await this.#options.machine.outgoingRequests()) {
      if (this.#stop.signal.aborted) return { fault, queriesOpen: true }
      if (request.id !== undefined && this.#refused.has(request.id)) continue
      try {
        await this.#options.sender.send(request)
      } catch (error) {
        if (isRetryable(error) || isLoggedOut(error)) fault = error
        else this.#giveUp(request, error)
        queriesOpen ||= request instanceof KeysQueryRequest
      }
    }
    return { fault, queriesOpen }
  }

  /** What is to be sent could not be read from the store; it may be at the next look. */
  #notRead(error: unknown): { fault: unknown; queriesOpen: boolean } {
    if (!this.#stop.signal.aborted) this.#options.onRefused(error)
    return { fault: error, queriesOpen: true }
  }

  #giveUp(request: OutgoingRequest, error: unknown): void {
    if (this.#stop.signal.aborted) return
    if (request.id !== undefined) this.#refused.add(request.id)
    if (error instanceof CryptoStoreError) this.#stop.abort(error)
    this.#options.onRefused(error)
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined)
  }

  #nextRound(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      deadline.addEventListener('abort', () => {
        resolve()
      })
    })
  }

  #endRound(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}
