import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import type { Group } from '../../src/workshop/evaluate/groups.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import { labelSentences } from '../../src/knowledge/sentence-labels.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import type { Measurement } from './measure.ts'
import { measurePeer } from './peer-process.ts'
import type { Library, Phrasing } from './peer-process.ts'
import { noMinScores, selectOutcome } from './select.ts'
import type { MinScores, Searched } from './select.ts'
import { tuneMinScores } from './tune.ts'
import type { Tuned } from './tune.ts'

/** Time for trying one setting on the fitting messages, in s. Plain Fuse doesn't get through all of them. */
const tuningSeconds = 90

/** A row of the result. */
export interface Row {
  readonly title: string
  readonly settings: string
  readonly all: Group
  readonly measurement: Measurement
}

export interface Trial {
  readonly knowledge: KnowledgeBase
  readonly phrasings: readonly Phrasing[]
  /** The only messages that thresholds and settings are chosen on, in an order of which any part is representative. */
  readonly fit: readonly LabelledMessage[]
  readonly test: readonly LabelledMessage[]
  /** The queries that the bot takes from a message; peers get the same when they are tuned. */
  readonly toQueries: (message: LabelledMessage) => readonly string[]
  /** Whole messages under the clock. */
  readonly timed: readonly string[]
}

/** The documentation's first settings on whole messages: whatever is found is an answer. */
export async function measureDocumented(library: Library, trial: Trial): Promise<Row> {
  const whole = ({ text }: LabelledMessage) => [text]
  const found = await search(library, 0, trial, {
    messages: trial.test,
    toQueries: whole,
    timed: trial.timed,
  })
  return toRow(library, `documented: ${library.settings[0] ?? ''}`, trial, found, noMinScores)
}

/** The settings and thresholds that are best on the fitting messages, measured on the others. */
export async function measureTuned(library: Library, trial: Trial): Promise<Row> {
  const { toQueries, timed } = trial
  const { setting, tuned } = await chooseSetting(library, trial)
  const found = await search(library, setting, trial, { messages: trial.test, toQueries, timed })
  const { direct, ambient } = tuned.minScores
  const settings = `tuned: ${library.settings[setting] ?? ''}; score from ${show(direct)}, in rooms ${show(ambient)}`
  return toRow(library, settings, trial, found, tuned.minScores)
}

const show = (minScore: number) =>
  Number.isFinite(minScore) ? minScore.toPrecision(2) : minScore > 0 ? 'never' : 'any'

async function chooseSetting(library: Library, trial: Trial): Promise<{ setting: number; tuned: Tuned }> {
  const answerable = { sentences: labelSentences(trial.knowledge), quotes: quotesOf(trial.knowledge) }
  let best: { setting: number; tuned: Tuned } | undefined
  for (const setting of library.settings.keys()) {
    const { searched } = await search(library, setting, trial, {
      messages: trial.fit,
      toQueries: trial.toQueries,
      timed: [],
      seconds: tuningSeconds,
    })
    const tuned = tuneMinScores(searched, answerable)
    if (!best || tuned.accuracy > best.tuned.accuracy) best = { setting, tuned }
  }
  if (!best) throw new Error(`${library.id} has no settings`)
  return best
}

interface Found {
  readonly searched: readonly Searched[]
  readonly measurement: Measurement
}

interface Run {
  readonly messages: readonly LabelledMessage[]
  readonly toQueries: Trial['toQueries']
  readonly timed: readonly string[]
  readonly seconds?: number
}

/** Searches the queries of the messages; without those that the time didn't suffice for. */
async function search(
  library: Library,
  setting: number,
  { phrasings }: Trial,
  { messages, toQueries, ...limits }: Run,
): Promise<Found> {
  const queries = messages.map((message) => ({ message, texts: toQueries(message) }))
  const texts = queries.flatMap((one) => one.texts)
  const measurement = await measurePeer(library.id, setting, { phrasings, searched: texts, ...limits })
  let next = 0
  const searched = queries.map(({ message, texts }) => {
    const hits = measurement.hits.slice(next, (next += texts.length))
    return { message, hits, complete: hits.length === texts.length }
  })
  return { searched: searched.filter(({ complete }) => complete), measurement }
}

function toRow(
  { title }: Library,
  settings: string,
  { knowledge, test }: Trial,
  { searched, measurement }: Found,
  minScores: MinScores,
): Row {
  const quotes = quotesOf(knowledge)
  const outcomes = new Map(searched.map((one) => [one.message.text, selectOutcome(one, minScores, quotes)]))
  const nothing = { action: 'ignore', answers: [], suggestions: [], evidence: [] } as const
  const judge = { judge: ({ text }: { text: string }) => outcomes.get(text) ?? nothing }
  return { title, settings, all: allOf(evaluateMessages(test, knowledge, judge).groups), measurement }
}

/** The group of all messages. */
export function allOf([all]: readonly Group[]): Group {
  if (!all) throw new Error('no messages to measure on')
  return all
}

const quotesOf = ({ entries }: KnowledgeBase) =>
  new Map(entries.map(({ id, quotes }) => [id, quotes.map(({ text }) => text).join('\n')]))
