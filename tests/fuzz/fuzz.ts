import { seededRandom } from '../support/seeded-random.ts'
import { targets } from './targets.ts'

export interface FuzzReport {
  readonly inputs: number
  readonly byTarget: Readonly<Record<string, number>>
  /** A value that left a decoder, with the number of the input that made it. */
  readonly failures: readonly string[]
  /** Most processor time that one input took, in milliseconds: the event loop stands still for so long. */
  readonly slowestMs: number
  readonly slowestTarget: string
  readonly polluted: boolean
}

/** Feeds malformed inputs to every decoder; the same seed gives the same inputs. */
export function runFuzz(inputs: number, seed: number): FuzzReport {
  const random = seededRandom(seed)
  const failures: string[] = []
  const byTarget: Record<string, number> = {}
  let slowestMs = 0
  let slowestTarget = ''
  for (let i = 0; i < inputs; i++) {
    let share = random()
    const target = targets.find((candidate) => (share -= candidate.share) < 0) ?? targets[0]
    if (target === undefined) break
    byTarget[target.name] = (byTarget[target.name] ?? 0) + 1
    const started = process.cpuUsage()
    try {
      target.run(random)
    } catch (error) {
      failures.push(
        `${target.name} ${i}: ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`,
      )
    }
    const { user, system } = process.cpuUsage(started)
    const ms = (user + system) / 1000
    if (ms > slowestMs) [slowestMs, slowestTarget] = [ms, target.name]
  }
  return { inputs, byTarget, failures, slowestMs, slowestTarget, polluted: 'polluted' in {} }
}
