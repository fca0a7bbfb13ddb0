import { setImmediate } from 'node:timers/promises'
import type { Core } from '../../core/core.ts'
import type { Outcome } from '../../replies/types.ts'
import type { Utterance } from '../../core/utterance.ts'

/** After so long, in milliseconds, others get their turn: reading a long message must not hold up encryption and other rooms. */
const sliceMs = 8

/** Judges an utterance in slices of time, between which the event loop goes on. */
export async function respondInSlices(
  core: Pick<Core, 'respondInSteps'>,
  utterance: Utterance,
): Promise<Outcome> {
  const steps = core.respondInSteps(utterance)
  let started = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - started < sliceMs) continue
    await setImmediate()
    started = performance.now()
  }
}
