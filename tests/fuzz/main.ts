import { parseArgs } from 'node:util'
import { runFuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '120000' }, seed: { type: 'string', default: '1' } },
})
const { inputs, byTarget, failures, slowestMs, slowestTarget, polluted } = runFuzz(
  Number(values.inputs),
  Number(values.seed),
)
process.stdout.write(
  `${inputs} inputs ${JSON.stringify(byTarget)}, ${failures.length} failures, slowest ${slowestMs.toFixed(1)} ms (${slowestTarget}), prototypes ${polluted ? 'polluted' : 'untouched'}\n`,
)
for (const failure of failures.slice(0, 5)) process.stdout.write(`${failure}\n`)
process.exitCode = failures.length === 0 && slowestMs <= 100 && !polluted ? 0 : 1
