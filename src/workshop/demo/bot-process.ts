import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { stop } from './homeserver-process.ts'

const main = path.resolve(import.meta.dirname, '../../main.ts')
const startTimeoutMs = 60_000

export interface BotProcess extends AsyncDisposable {
  /** The lines of the bot's log. */
  readonly logFile: string
}

/** Starts the bot as `npm start` does, in a process of its own, and resolves once it answers questions. */
export async function startBot(configFile: string, logFile: string): Promise<BotProcess> {
  const child = spawn(process.execPath, [main, 'run', '--config', configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ownEnvironment(),
  })
  const killWithParent = () => child.kill('SIGKILL')
  process.once('exit', killWithParent)
  const log = createWriteStream(logFile)
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const stopBot = async () => {
    await stop(child)
    process.removeListener('exit', killWithParent)
    log.end()
    await finished(log)
  }
  if (!(await ready(child))) {
    await stopBot()
    const text = await readFile(logFile, 'utf8')
    throw new Error(`The bot did not start. Its log ends with:\n${text.slice(-2000)}`)
  }
  return { logFile, [Symbol.asyncDispose]: stopBot }
}

/** Without the variables by which somebody configures a bot of their own. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('HINWEISBOT_'))
  return Object.fromEntries(others)
}

async function ready(child: ChildProcess): Promise<boolean> {
  if (child.stdout === null) return false
  const timer = setTimeout(() => child.kill('SIGTERM'), startTimeoutMs)
  const lines = createInterface({ input: child.stdout })
  try {
    for await (const line of lines) if (line.includes('"msg":"ready"')) return true
    return false
  } finally {
    clearTimeout(timer)
    lines.close()
    // Closing the reader pauses the stream, which the log still reads from.
    child.stdout.resume()
  }
}
