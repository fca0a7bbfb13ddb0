import { isTolerable } from '../../observability/clock.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'clock'

/** `offsetMs` is by how much the homeserver's clock is ahead; undefined if it did not tell the time. */
export function checkClock(offsetMs: number | undefined): readonly Finding[] {
  if (offsetMs === undefined) {
    const advice =
      'Let it, or the proxy before it, send the Date header: until then no room key is ever deleted'
    return [warning(about, 'the homeserver does not tell the time', advice)]
  }
  if (isTolerable(offsetMs)) return [ok(about, "this machine's clock agrees with the homeserver's")]
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  const found = `this machine's clock is ${minutes} minutes ${offsetMs < 0 ? 'ahead of' : 'behind'} the homeserver's`
  return [problem(about, found, 'Set the clock of the one that is wrong: questions may be taken for too old')]
}
