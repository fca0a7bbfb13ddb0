import type { Addressing, OpenQuestion, Outcome } from '../dialogue/types.ts'
import type { FaultKind, Metrics } from './metrics.ts'

interface Handled {
  readonly addressing: Addressing
  readonly outcome: Outcome
  readonly ageMs: number
  readonly judgedMs: number
}

const seconds = (ms: number) => Math.max(0, ms) / 1_000

/** Turns what happens into metrics. */
export function createMetricsEvents(metrics: Metrics) {
  return {
    handled({ addressing, outcome, ageMs, judgedMs }: Handled): void {
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
    undecryptable(): void {
      metrics.undecryptable.inc()
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
    fault(kind: FaultKind): void {
      metrics.faults.inc({ kind })
    },
  }
}

export type MetricsEvents = ReturnType<typeof createMetricsEvents>
