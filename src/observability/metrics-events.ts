import type { HandledMessage } from '../matrix/ports/bot-events.ts'
import type { EncryptionCounts, WithheldCode } from '../matrix/ports/encryption-report.ts'
import type { OpenQuestion } from '../replies/types.ts'
import type { CountedFault, Metrics } from './metrics.ts'

const seconds = (ms: number) => Math.max(0, ms) / 1_000

/** Turns what happens into metrics. */
export function createMetricsEvents(metrics: Metrics) {
  return {
    handled({ addressing, outcome, ageMs, judgedMs }: Omit<HandledMessage, 'roomId'>): void {
      metrics.messages.inc({ outcome: outcome.kind, addressing })
      metrics.judging.observe(seconds(judgedMs))
      if (outcome.kind !== 'ignore') metrics.answering.observe(seconds(ageMs))
      if (outcome.kind !== 'answer') return
      for (const { entry } of outcome.answers) metrics.answers.inc({ entry: entry.id })
    },
    openQuestions(questions: readonly OpenQuestion[]): void {
      for (const { reason } of questions) metrics.openQuestions.inc({ reason })
    },
    sent({ ms }: { readonly ms: number }): void {
      metrics.sending.observe(seconds(ms))
    },
    limited({ by }: { readonly by: 'person' | 'room' }): void {
      metrics.limited.inc({ by })
    },
    /** The counts of earlier processes; told before anything is counted now, or Prometheus would see a reset. */
    encryptionCounted({ undecryptable, withheld }: EncryptionCounts): void {
      metrics.undecryptable.inc(undecryptable)
      for (const [code, number] of withheld) metrics.withheld.inc({ code }, number)
      metrics.registry.registerMetric(metrics.undecryptable)
      metrics.registry.registerMetric(metrics.withheld)
    },
    undecryptable(): void {
      metrics.undecryptable.inc()
    },
    withheld(code: WithheldCode): void {
      metrics.withheld.inc({ code })
    },
    oneTimeKeys(number: number): void {
      metrics.oneTimeKeys.set(number)
    },
    feedback({ helpful }: { readonly helpful: boolean }): void {
      metrics.feedback.inc({ helpful: helpful ? 'yes' : 'no' })
    },
    identity({ signed }: { readonly signed: boolean }): void {
      metrics.crossSigned.set(signed ? 1 : 0)
    },
    reload(result: 'used' | 'rejected'): void {
      metrics.reloads.inc({ result })
    },
    entries(number: number): void {
      metrics.entries.set(number)
    },
    fault(kind: CountedFault): void {
      metrics.faults.inc({ kind })
    },
  }
}

export type MetricsEvents = ReturnType<typeof createMetricsEvents>

const ignore = () => undefined

/** For a bot that nobody can ask for its metrics. */
export const noMetrics: MetricsEvents = {
  handled: ignore,
  openQuestions: ignore,
  sent: ignore,
  limited: ignore,
  encryptionCounted: ignore,
  undecryptable: ignore,
  withheld: ignore,
  oneTimeKeys: ignore,
  feedback: ignore,
  identity: ignore,
  reload: ignore,
  entries: ignore,
  fault: ignore,
}
