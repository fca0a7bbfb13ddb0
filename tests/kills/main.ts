import { parseArgs } from 'node:util'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import { runKills } from './kills.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '200' } },
})

// The person's client reports each of its steps on the console.
const ignore = () => undefined
Object.assign(globalThis.console, { debug: ignore, log: ignore, info: ignore, warn: ignore, error: ignore })

const print = (line: string) => process.stdout.write(`${line}\n`)

const started = performance.now()
const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
await using synapse = await startSynapse({ python, serverName: 'staff.test' })
const report = await runKills(synapse, {
  seed: Number(values.seed),
  kills: Number(values.kills),
  onProgress: print,
})
const { kills, questions, roomKeys, oneTimeKeys, sameIdentity, devices, crashes, ...failures } = report
const minutes = (performance.now() - started) / 60_000
print(`seed ${values.seed}: ${kills} kills, ${crashes} crashes, ${minutes.toFixed(1)} minutes`)
print(`${questions} questions, ${roomKeys} room keys, ${oneTimeKeys} one-time keys`)
print(`the identity is ${sameIdentity ? 'the same' : 'another'}, devices with keys: ${devices}`)
for (const [name, list] of Object.entries(failures)) {
  print(`${name}: ${list.length}`)
  for (const item of list.slice(0, 20)) print(`  ${item}`)
}
const isGood =
  sameIdentity && devices === 1 && crashes === 0 && Object.values(failures).every((list) => list.length === 0)
process.exitCode = isGood ? 0 : 1
