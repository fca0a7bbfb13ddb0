// Measures the bot's own core in a process of its own, as tests/peers/run.js does with the libraries:
//   node --expose-gc own-worker.ts < {"knowledge": KnowledgeBase, "timed": [text], "searched": [text]} > result as JSON
import { json } from 'node:stream/consumers'
import { createCore } from '../../src/core/core.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import type { JudgedOutcome, JudgingCore } from '../../src/core/core.ts'
import { allHits } from '../../src/matching/match.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { measureSearch } from './measure.ts'
import type { Decided, Hit, Search, Texts } from './measure.ts'

// The parent process loaded and checked the knowledge.
const { knowledge, timed, searched } = (await json(process.stdin)) as Texts & { knowledge: KnowledgeBase }

const encoder = await loadIndexingEncoder()
const create = (source: KnowledgeBase) =>
  createCore(source, { name: 'bench', contact: undefined }, { encoder })
// Under the clock stands all that the bot does with a message; what it decided is asked for afterwards.
const respond =
  (core: JudgingCore): Search =>
  (text) => {
    core.respond({ text, addressing: 'direct' })
    return []
  }

function toHits({ considered }: JudgedOutcome): readonly Hit[] {
  return considered.flatMap(({ match }) =>
    allHits(match).map(({ target, score }) => ({ entry: target.entry.id, score })),
  )
}

function toDecided(outcome: JudgedOutcome): Decided {
  if (outcome.kind === 'answer')
    return { kind: 'answered', entries: outcome.answers.map(({ entry }) => entry.id) }
  if (outcome.kind === 'suggest') return { kind: 'nearest', entries: outcome.suggestions.map(({ id }) => id) }
  return { kind: 'declined', entries: [] }
}

let core: JudgingCore | undefined
const measurement = await measureSearch(
  (source: KnowledgeBase) => respond((core = create(source))),
  knowledge,
  { timed, searched: [] },
)
const outcomes = core ? searched.map((text) => core?.respond({ text, addressing: 'direct' })) : []
const known = outcomes.filter((outcome) => outcome !== undefined)
process.stdout.write(
  JSON.stringify({ ...measurement, hits: known.map(toHits), decisions: known.map(toDecided) }),
)
