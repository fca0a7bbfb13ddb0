import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { provisionSynapse } from '../../../src/workshop/demo/python.ts'
import { startSynapse } from '../../../src/workshop/demo/synapse.ts'
import { EncryptedPerson } from '../../homeserver/encryption/encrypted-person.ts'
import type { Homeserver } from '../../homeserver/homeserver.ts'
import { startScript } from '../../support/start-script.ts'
import { encryptedEchoBot, ourBot } from '../contenders.ts'
import { labelledQuestions } from '../labelled-questions.ts'
import { fillStore } from './large-store.ts'
import { measureLatencies, type Arm, type Latency } from './latency.ts'
import { measureRoom } from './room-size.ts'

const { values } = parseArgs({
  options: {
    /** 0 leaves the latencies out. */
    questions: { type: 'string', default: '60' },
    people: { type: 'string', default: '2000' },
    'room-keys': { type: 'string', default: '10000' },
    /** Of the larger room; 0 leaves the comparison out. */
    members: { type: 'string', default: '2000' },
  },
})

const print = (line: string) => process.stdout.write(`${line}\n`)
const ignore = () => undefined
Object.assign(globalThis.console, { debug: ignore, log: ignore, info: ignore, warn: ignore, error: ignore })

/** Both bots are run as `npm start` runs ours, which judges as it is shipped. */
async function latencies(homeserver: Homeserver, questions: number): Promise<readonly Latency[]> {
  await using resources = new AsyncDisposableStack()
  const flags = startScript()
  const ours = await ourBot(homeserver, flags, resources)
  const echo = await encryptedEchoBot(homeserver, flags, resources)
  for (const contender of [ours, echo]) contender.start()
  const person = resources.use(await EncryptedPerson.register(homeserver, 'person'))
  const direct = { isDirect: true }
  const arms: Arm[] = [
    { name: 'encrypted', bot: ours.userId, roomId: await person.createEncryptedRoom([ours.userId], direct) },
    { name: 'plain', bot: ours.userId, roomId: await person.createPlainRoom([ours.userId], direct) },
    {
      name: 'echo bot, encrypted',
      bot: echo.userId,
      roomId: await person.createEncryptedRoom([echo.userId], direct),
    },
  ]
  // The first start makes the index.
  for (const arm of arms) await person.waitForMembership(arm.roomId, arm.bot, 'join', 120_000)
  return await measureLatencies(person, arms, { asked: labelledQuestions(1), questions, warmUp: 5 })
}

interface Opened {
  readonly openMs: number
  /** Processor time, which other programs on the machine don't lengthen. */
  readonly cpuMs: number
  readonly mebibytes: number
  readonly roomKeys: number
  readonly tracked: number
}

async function openStore(file: string): Promise<Opened> {
  const script = path.join(import.meta.dirname, 'open-store.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, file])
  return JSON.parse(stdout) as Opened
}

async function stores(people: number, roomKeys: number): Promise<{ empty: Opened; large: Opened }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'stores-'))
  try {
    const [empty, large] = ['empty', 'large'].map((name) => path.join(directory, name)) as [string, string]
    await fillStore(empty, 0, 0)
    await fillStore(large, people, roomKeys)
    return { empty: await openStore(empty), large: await openStore(large) }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

if (Number(values.questions) > 0) {
  const python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: print })
  await using synapse = await startSynapse({ python, serverName: 'staff.test' })
  const results = await latencies(synapse, Number(values.questions))
  for (const { name, p50, p95 } of results) {
    print(`${name.padEnd(20)} p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
  }
  const [encrypted, plain, echo] = results
  if (encrypted !== undefined && plain !== undefined && echo !== undefined) {
    print(`against the echo bot: ${(encrypted.p50 / echo.p50).toFixed(2)} (to reach: at most 1.2)`)
    print(`against a plain room: ${(encrypted.p50 / plain.p50).toFixed(2)}`)
  }
}
if (Number(values.members) > 0) {
  const [small, big] = [await measureRoom(20), await measureRoom(Number(values.members))]
  for (const { members, answerMs, firstMs } of [small, big]) {
    print(
      `${members} members: an answer takes ${answerMs.toFixed(1)} ms of the processor's time, start and first answer ${firstMs.toFixed(0)} ms`,
    )
  }
  print(
    `${big.members} members against ${small.members}: ${(big.answerMs / small.answerMs).toFixed(2)} (to reach: at most 2)`,
  )
}
const { empty, large } = await stores(Number(values.people), Number(values['room-keys']))
for (const [name, { openMs, cpuMs, mebibytes, roomKeys, tracked }] of Object.entries({ empty, large })) {
  const size = `${tracked} people, ${roomKeys} room keys`
  print(
    `${name.padEnd(6)} store (${size}): opened in ${openMs.toFixed(0)} ms (processor ${cpuMs.toFixed(0)} ms), ${mebibytes.toFixed(0)} MiB in all`,
  )
}
const more = (of: 'openMs' | 'cpuMs') => ((large[of] - empty[of]) / 1000).toFixed(2)
print(
  `opening takes ${more('openMs')} s more, ${more('cpuMs')} s of the processor's time (to reach: at most 3 s)`,
)
process.exit()
