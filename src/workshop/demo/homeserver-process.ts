import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const startTimeoutMs = 90_000
const stopTimeoutMs = 15_000

export interface HomeserverProgram {
  readonly program: string
  readonly args: readonly string[]
  readonly directory: string
  /** Answers once the homeserver is ready. */
  readonly readyUrl: string
}

/** A running homeserver, which ends with this process at the latest; disposing it ends it and waits for that. */
export interface HomeserverProcess extends AsyncDisposable {
  readonly pid: number
}

/** @throws Error if it ends or doesn't answer in time. */
export async function startHomeserver({
  program,
  args,
  directory,
  readyUrl,
}: HomeserverProgram): Promise<HomeserverProcess> {
  const child = spawn(program, args, { cwd: directory, stdio: 'ignore' })
  const killWithParent = () => child.kill('SIGKILL')
  process.once('exit', killWithParent)
  const dispose = async () => {
    process.removeListener('exit', killWithParent)
    await stop(child)
  }
  try {
    await ready(readyUrl, child)
  } catch (error) {
    await dispose()
    throw error
  }
  return { pid: child.pid ?? 0, [Symbol.asyncDispose]: dispose }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  let failed: string | undefined
  child.once('error', (error) => (failed = error.message))
  child.once('exit', (code) => (failed = `exit code ${code ?? 'none'}`))
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    if (failed !== undefined) break
    if (await answers(url)) return
    await delay(100)
  }
  throw new Error(failed ?? 'time-out')
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

/** Asks the process to end, and ends it if it takes too long. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
