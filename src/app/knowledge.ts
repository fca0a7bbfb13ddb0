import path from 'node:path'
import type { LoadedConfig } from '../config/load-config.ts'
import { createCore } from '../core/core.ts'
import type { ConversationCore } from '../matrix/bot-options.ts'
import type { createKnowledgeEvents } from '../observability/knowledge-events.ts'
import { checkNotices } from './check-notices.ts'
import { ReloadingCore } from './reloading-core.ts'
import type { LoadedCore } from './reloading-core.ts'
import { KnowledgeWatcher } from '../knowledge-files/knowledge-watcher.ts'
import { prepareKnowledge } from '../knowledge-files/prepare-knowledge.ts'
import { loadEncoder } from '../knowledge-files/sentence-encoder-file.ts'

export interface KnowledgeParts {
  readonly config: LoadedConfig
  readonly events: ReturnType<typeof createKnowledgeEvents>
  /** In place of that which the knowledge makes. */
  readonly core: ConversationCore | undefined
  /** Milliseconds. */
  readonly now: () => number
  readonly resources: AsyncDisposableStack
}

/** The core by the configured knowledge, which follows its files. Throws `KnowledgeError`. */
export async function startCore(parts: KnowledgeParts): Promise<ReloadingCore> {
  const { config, events, now, resources } = parts
  const { directory, watch } = config.knowledge
  const load = (signal: AbortSignal) => loadCore(parts, signal)
  const stopped = new AbortController()
  resources.defer(() => {
    stopped.abort()
  })
  const loaded = await load(stopped.signal)
  events.knowledgeLoaded(loaded)
  const core = resources.use(new ReloadingCore(loaded, { load, events, now }))
  if (watch) {
    resources.use(
      new KnowledgeWatcher({
        directory,
        onChange: () => void core.reload(),
        onFault: (error) => {
          events.watchingFailed(error)
        },
      }),
    )
  }
  return core
}

const noKnowledge = { notices: [], entries: [], declines: [], lexicon: [] }

async function loadCore({ config, core }: KnowledgeParts, signal: AbortSignal): Promise<LoadedCore> {
  if (core !== undefined) return { core, knowledge: noKnowledge }
  const { name, contact, state, delivery } = config
  const { url, email } = contact ?? {}
  const privacy = {
    retentionHours: config.privacy.retentionHours,
    maxAgeHours: delivery.maxAgeHours,
    statisticsDays: config.statistics.retentionDays,
    countsGaps: config.statistics.gaps,
    handOverDays: config.handOver.room === undefined ? undefined : config.handOver.days,
  }
  const persona = { name, contact: contact && { name: contact.name, url, email }, privacy }
  const keptFile = path.join(state.directory, 'knowledge')
  const { directory, encoder } = config.knowledge
  const { knowledge, index } = await prepareKnowledge({ directory, encoder, keptFile }, signal)
  checkNotices(config, knowledge)
  const options = { index, encoder: encoder ? await loadEncoder() : undefined }
  return { core: createCore(knowledge, persona, options), knowledge }
}
