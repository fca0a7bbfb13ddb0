import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import path from 'node:path'
import {
  DeviceId,
  EncryptionSettings,
  initAsync,
  OlmMachine,
  RoomId,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { startScript } from '../support/start-script.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

interface State {
  readonly openMs: number
  /** Room keys in the store. */
  readonly total: number
  /** Dropped since it was last asked. */
  readonly dropped: number
  readonly mebibytes: number
}

const batch = 2_000
const early = 10_000
const longestStartMs = 3_000
const day = 24 * 3600_000

/** As many room keys as come to a bot in a year, first kept, then dropped: memory and start don't grow with them. */
export async function soakRoomKeys(total: number, print: (line: string) => void): Promise<boolean> {
  await initAsync()
  using directory = temporaryDirectory()
  const file = path.join(directory.path, 'keys.sqlite')
  let now = Date.now()
  const first = await KeyStoreProcess.start(file, now)
  let before = first.state
  let state = first.state
  for (let given = 0; given < total; given += batch) {
    now += 1_000
    state = await first.give({ keys: await makeKeys(given), now })
    if (given < early) before = state
  }
  const megabytes = statSync(file).size / 1e6
  print(
    `${state.total} room keys: resident ${state.mebibytes.toFixed(0)} MiB, file ${megabytes.toFixed(0)} MB`,
  )
  await first.stop()
  const again = await KeyStoreProcess.start(file, now)
  const ratio = Math.max(state.mebibytes, again.state.mebibytes) / before.mebibytes
  print(`ratio to ${before.total} room keys: resident ${ratio.toFixed(2)} (wanted <= 1.3)`)
  print(`start ${again.state.openMs.toFixed(0)} ms (wanted <= ${longestStartMs})`)
  const began = performance.now()
  const left = await again.give({ keys: '', now: now + 9 * day })
  const seconds = (performance.now() - began) / 1000
  print(
    `out of use: ${left.dropped} dropped in ${seconds.toFixed(1)} s, ${left.total} left, resident ${left.mebibytes.toFixed(0)} MiB`,
  )
  await again.stop()
  return ratio <= 1.3 && again.state.openMs <= longestStartMs && state.total >= total && left.total === 0
}

/** Keys as another client exports them. */
async function makeKeys(from: number): Promise<string> {
  const other = await OlmMachine.initialize(new UserId('@other:staff.test'), new DeviceId('OTHER'))
  for (let number = from; number < from + batch; number += 1) {
    await other.shareRoomKey(new RoomId(`!room${number}:staff.test`), [], new EncryptionSettings())
  }
  const keys = await other.exportRoomKeys(() => true)
  other.close()
  return keys
}

/** A bot's key store at work, with the flags of `npm start`. */
class KeyStoreProcess {
  readonly #child: ChildProcess
  readonly state: State

  private constructor(child: ChildProcess, state: State) {
    this.#child = child
    this.state = state
  }

  static async start(file: string, now: number): Promise<KeyStoreProcess> {
    const { env, nodeOptions } = startScript()
    const child = fork(new URL('room-keys-process.ts', import.meta.url), [file, String(now)], {
      env: { ...process.env, ...env },
      execArgv: [...nodeOptions, '--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    return new KeyStoreProcess(child, await stateOf(child))
  }

  give(work: { readonly keys: string; readonly now: number }): Promise<State> {
    this.#child.send(work)
    return stateOf(this.#child)
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }
}

async function stateOf(child: ChildProcess): Promise<State> {
  const answered = new AbortController()
  const { signal } = answered
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('the key store ended')
  })
  ended.catch(() => undefined)
  const [state] = (await Promise.race([once(child, 'message', { signal }), ended])) as [State]
  answered.abort()
  return state
}
