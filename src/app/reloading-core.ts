import type { ConversationCore } from '../matrix/bot-options.ts'
import type { Outcome } from '../replies/types.ts'
import type { Utterance } from '../core/utterance.ts'
import type { KnowledgeBase, Language } from '../knowledge/types.ts'

export interface LoadedCore {
  readonly core: ConversationCore
  readonly knowledge: KnowledgeBase
}

interface ReloadEvents {
  knowledgeUsed(data: { readonly knowledge: KnowledgeBase; readonly ms: number }): void
  knowledgeRejected(data: { readonly error: unknown }): void
}

export interface ReloadingCoreOptions {
  /** Rejects if the knowledge can't be used as it is. */
  readonly load: (signal: AbortSignal) => Promise<LoadedCore>
  readonly events: ReloadEvents
  /** Milliseconds. */
  readonly now: () => number
}

/** Answers by the knowledge that was last found good, and takes over newer knowledge at once. */
export class ReloadingCore implements ConversationCore, AsyncDisposable {
  readonly #options: ReloadingCoreOptions
  readonly #stopped = new AbortController()
  #loaded: LoadedCore
  #running: Promise<void> | undefined
  #again = false

  constructor(loaded: LoadedCore, options: ReloadingCoreOptions) {
    this.#loaded = loaded
    this.#options = options
  }

  get knowledge(): KnowledgeBase {
    return this.#loaded.knowledge
  }

  respondInSteps(utterance: Utterance): Generator<undefined, Outcome> {
    return this.#loaded.core.respondInSteps(utterance)
  }

  answerWith(entryId: string, language: Language): Outcome | undefined {
    return this.#loaded.core.answerWith(entryId, language)
  }

  offerOther(utterance: Utterance, rejected: readonly string[] | 'all'): Outcome {
    return this.#loaded.core.offerOther(utterance, rejected)
  }

  /** Resolves when the knowledge as it stands now is in use, or was rejected. */
  reload(): Promise<void> {
    // The load that is running may have missed the change that this call is about.
    this.#again = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped.signal.aborted) {
      this.#again = false
      await this.#loadOnce()
    }
  }

  async #loadOnce(): Promise<void> {
    const { load, events, now } = this.#options
    const start = now()
    try {
      this.#loaded = await load(this.#stopped.signal)
      events.knowledgeUsed({ knowledge: this.#loaded.knowledge, ms: now() - start })
    } catch (error) {
      if (!this.#stopped.signal.aborted) events.knowledgeRejected({ error })
    }
  }
}
