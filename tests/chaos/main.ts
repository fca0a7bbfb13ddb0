import { parseArgs } from 'node:util'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import { runChaos } from './chaos.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '100' },
    'fault-rate': { type: 'string', default: '0.1' },
  },
})

// The people's client reports each of its steps on the console.
const ignore = () => undefined
Object.assign(globalThis.console, { debug: ignore, log: ignore, info: ignore, warn: ignore })

const print = (line: string) => process.stdout.write(`${line}\n`)

const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
await using synapse = await startSynapse({ python, serverName: 'staff.test' })
const report = await runChaos(synapse, {
  seed: Number(values.seed),
  kills: Number(values.kills),
  plainRooms: 6,
  encryptedRooms: 2,
  faultRate: Number(values['fault-rate']),
  onProgress: print,
})
const { questions, kills, crashes, faults, faultsByKind, lost, doubled, wrong, wordsInLog } = report
print(`seed ${values.seed}: ${questions} questions, ${kills} kills, ${crashes} crashes, ${faults} faults`)
print(`faults: ${JSON.stringify(faultsByKind)}`)
print(`lost ${lost.length}, doubled ${doubled.length}, wrong ${wrong.length}`)
for (const [name, list] of Object.entries({ lost, doubled, wrong })) {
  for (const id of list.slice(0, 20)) print(`${name}: ${id}`)
}
if (wordsInLog) print('the log repeats what was said')
const isGood = lost.length + doubled.length + wrong.length + crashes === 0 && !wordsInLog
process.exitCode = isGood ? 0 : 1
