// Measures the bot's own core in a process of its own, as tests/peers/run.js does with the libraries:
//   node --expose-gc own-worker.ts < {"knowledge": KnowledgeBase, "timed": [text], "searched": [text]} > result as JSON
import { json } from 'node:stream/consumers'
import { createCore } from '../../src/core/core.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import type { JudgingCore } from '../../src/core/core.ts'
import { allHits } from '../../src/matching/match.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { measureSearch } from './measure.ts'
import type { Search, Texts } from './measure.ts'

// The parent process loaded and checked the knowledge.
const { knowledge, timed, searched } = (await json(process.stdin)) as Texts & { knowledge: KnowledgeBase }

const encoder = await loadIndexingEncoder()
const create = (source: KnowledgeBase) =>
  createCore(source, { name: 'bench', contact: undefined }, { encoder })
// Under the clock stands all that the bot does with a message; only the hits come from its explanation.
const respond =
  (core: JudgingCore): Search =>
  (text) => {
    core.respond({ text, addressing: 'direct' })
    return []
  }
const explain =
  (core: JudgingCore): Search =>
  (text) =>
    core
      .respond({ text, addressing: 'direct' })
      .considered.flatMap(({ match }) =>
        allHits(match).map(({ target, score }) => ({ entry: target.entry.id, score })),
      )

let core: JudgingCore | undefined
const measurement = await measureSearch(
  (source: KnowledgeBase) => respond((core = create(source))),
  knowledge,
  {
    timed,
    searched: [],
  },
)
const hits = core ? searched.map(explain(core)) : []
process.stdout.write(JSON.stringify({ ...measurement, hits }))
