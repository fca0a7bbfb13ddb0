import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { openReasons } from '../replies/types.ts'
import { addressings } from '../core/utterance.ts'
import type { Outcome } from '../replies/types.ts'

/** These values are asked for whenever the metrics are read. */
export interface MetricSources {
  /** Of the program. */
  readonly version: string
  readonly inbox: () => { readonly pending: number; readonly parked: number; readonly setAside: number }
  readonly outbox: () => number
  /** Seconds since the last sync that succeeded, or since the start. */
  readonly syncAge: () => number
  /** Seconds by which the homeserver's clock is ahead of this machine's; undefined before it has answered. */
  readonly clockOffset: () => number | undefined
}

/** All faults that are told apart. */
const countedFaults = [
  'sync',
  'logged-out',
  'delayed',
  'set-aside',
  'not-sent',
  'keys-refused',
  'statistics',
] as const

export type CountedFault = (typeof countedFaults)[number]

const outcomes: readonly Outcome['kind'][] = ['answer', 'suggest', 'decline', 'command', 'ignore']

/** Upper bounds in seconds. */
const judgingSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]
const sendingSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120]
const answeringSeconds = [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600]

/**
 * The bot's Prometheus metrics. Labels take closed words and ids of entries only, so that their number stays small and nobody
 * can be made out by them.
 */
export function createMetrics(sources: MetricSources) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  collectState(registers, sources)
  const metrics = {
    registry,
    ...messageMetrics(registers),
    ...durations(registers),
    ...encryptionMetrics(registers),
    ...knowledgeMetrics(registers),
  }
  startAtZero(metrics)
  return metrics
}

const messageMetrics = (registers: Registry[]) => ({
  messages: new Counter({
    name: 'hinweisbot_messages_total',
    help: 'Messages judged, by outcome and by how they reached the bot',
    labelNames: ['outcome', 'addressing'],
    registers,
  }),
  answers: new Counter({
    name: 'hinweisbot_answers_total',
    help: 'Answers given, by FAQ entry',
    labelNames: ['entry'],
    registers,
  }),
  openQuestions: new Counter({
    name: 'hinweisbot_open_questions_total',
    help: 'Questions to the bot that the notice does not answer, by why; counted only with statistics.gaps',
    labelNames: ['reason'],
    registers,
  }),
  faults: new Counter({
    name: 'hinweisbot_faults_total',
    help: 'What went wrong, by kind',
    labelNames: ['kind'],
    registers,
  }),
  limited: new Counter({
    name: 'hinweisbot_limited_total',
    help: 'Messages left unanswered as a person or a room sent too many',
    labelNames: ['by'],
    registers,
  }),
  feedback: new Counter({
    name: 'hinweisbot_feedback_total',
    help: 'Feedback on answers',
    labelNames: ['helpful'],
    registers,
  }),
})

const durations = (registers: Registry[]) => ({
  judging: new Histogram({
    name: 'hinweisbot_match_duration_seconds',
    help: 'Time to judge a message',
    buckets: judgingSeconds,
    registers,
  }),
  answering: new Histogram({
    name: 'hinweisbot_answer_age_seconds',
    help: "From the homeserver's receipt of a message until the bot's answer is ready to be sent",
    buckets: answeringSeconds,
    registers,
  }),
  sending: new Histogram({
    name: 'hinweisbot_send_duration_seconds',
    help: 'From when an event is queued until the homeserver has it',
    buckets: sendingSeconds,
    registers,
  }),
})

/**
 * Counters that continue from an earlier process are registered once their start value is known; before, Prometheus would see them
 * begin anew.
 */
const onceCounted: Registry[] = []

const encryptionMetrics = (registers: Registry[]) => ({
  undecryptable: new Counter({
    name: 'hinweisbot_undecryptable_total',
    help: 'Events that could not be decrypted, since the key store was made',
    registers: onceCounted,
  }),
  withheld: new Counter({
    name: 'hinweisbot_keys_withheld_total',
    help: 'Keys that other clients refused to give to the bot, by their reason, since the key store was made',
    labelNames: ['code'],
    registers: onceCounted,
  }),
  oneTimeKeys: new Gauge({
    name: 'hinweisbot_one_time_keys',
    help: 'Keys left at the homeserver by which others can begin to encrypt for the bot',
    registers,
  }),
  crossSigned: new Gauge({
    name: 'hinweisbot_cross_signed',
    help: "1 if the bot's device is signed by its owner, so that clients show it as verified",
    registers,
  }),
})

const knowledgeMetrics = (registers: Registry[]) => ({
  reloads: new Counter({
    name: 'hinweisbot_knowledge_reloads_total',
    help: 'Times the knowledge was read again, by whether it could be used',
    labelNames: ['result'],
    registers,
  }),
  entries: new Gauge({
    name: 'hinweisbot_knowledge_entries',
    help: 'FAQ entries in use',
    registers,
  }),
})

export type Metrics = ReturnType<typeof createMetrics>

function collectState(registers: Registry[], sources: MetricSources): void {
  const { version, inbox, outbox, syncAge, clockOffset } = sources
  new Gauge({
    name: 'hinweisbot_build_info',
    help: 'Always 1; its labels say which version of the bot runs on which version of Node.js',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1)
  new Gauge({
    name: 'hinweisbot_clock_offset_seconds',
    help: "By how much the homeserver's clock is ahead of this machine's",
    registers,
    collect() {
      this.set(clockOffset() ?? 0)
    },
  })
  new Gauge({
    name: 'hinweisbot_sync_age_seconds',
    help: 'Time since the last sync that succeeded',
    registers,
    collect() {
      this.set(syncAge())
    },
  })
  new Gauge({
    name: 'hinweisbot_inbox_items',
    help: 'Received events that are not done: pending, parked until their key comes, or set aside as they cannot be handled',
    labelNames: ['state'],
    registers,
    collect() {
      const { pending, parked, setAside } = inbox()
      this.set({ state: 'pending' }, pending)
      this.set({ state: 'parked' }, parked)
      this.set({ state: 'set-aside' }, setAside)
    },
  })
  new Gauge({
    name: 'hinweisbot_outbox_items',
    help: 'Events that wait to be sent',
    registers,
    collect() {
      this.set(outbox())
    },
  })
}

/** A counter that appears with its first event hides just that event from rates and alerts. */
function startAtZero(
  metrics: Pick<Metrics, 'messages' | 'openQuestions' | 'faults' | 'limited' | 'feedback' | 'reloads'>,
): void {
  for (const outcome of outcomes) {
    for (const addressing of addressings) metrics.messages.inc({ outcome, addressing }, 0)
  }
  for (const reason of openReasons) metrics.openQuestions.inc({ reason }, 0)
  for (const kind of countedFaults) metrics.faults.inc({ kind }, 0)
  for (const by of ['person', 'room']) metrics.limited.inc({ by }, 0)
  for (const helpful of ['yes', 'no']) metrics.feedback.inc({ helpful }, 0)
  for (const result of ['used', 'rejected']) metrics.reloads.inc({ result }, 0)
}
