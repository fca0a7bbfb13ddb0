import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'

export interface KnowledgeWatcherOptions {
  readonly directory: string
  /** Called once after one or several changes. */
  readonly onChange: () => void
  /** Called when changes are noticed no more. */
  readonly onFault: (error: unknown) => void
}

/** Editors save in several steps, and several files may be saved together. */
const settleMs = 500

/** Notices changes to the files of a folder and those below it. */
export class KnowledgeWatcher implements Disposable {
  readonly #watcher: FSWatcher | undefined
  #timer: NodeJS.Timeout | undefined

  constructor({ directory, onChange, onFault }: KnowledgeWatcherOptions) {
    try {
      this.#watcher = watch(directory, { recursive: true, persistent: false }, () => {
        clearTimeout(this.#timer)
        this.#timer = setTimeout(onChange, settleMs)
        this.#timer.unref()
      })
      this.#watcher.on('error', onFault)
    } catch (error) {
      onFault(error)
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
    this.#watcher?.close()
  }
}
