import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const flush = promisify(fdatasync)

/** Brings a file's content to disk without holding the process up. Who asks at the same time shares one write. */
export class DiskFlush implements Disposable {
  readonly #descriptor: number
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined

  constructor(file: string) {
    this.#descriptor = openSync(file, 'r')
  }

  /** Resolves when all that was written by now is on disk. */
  request(): Promise<void> {
    // One that is under way may have begun before the last write.
    if (this.#running === undefined) return this.#begin()
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        return this.#begin()
      })
    return this.#next
  }

  now(): void {
    fdatasyncSync(this.#descriptor)
  }

  #begin(): Promise<void> {
    this.#running = flush(this.#descriptor).finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor)
  }
}
