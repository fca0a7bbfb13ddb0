import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { doubtsAbout } from '../config/doubts.ts'
import { loadConfig } from '../config/load-config.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { loginSecrets } from '../config/secrets.ts'
import { readVersion } from '../config/version.ts'
import { compileLibrary } from '../matrix/encryption/compile.ts'
import { createLogger } from '../observability/logger.ts'
import type { Logger } from '../observability/logger.ts'
import { configOption } from './config-option.ts'

interface Options {
  readonly config: string
}

/** Whatever hangs after this many milliseconds is left to the next start, which takes up what is stored. */
const stopLimitMs = 10_000

export function addRun(program: Command): void {
  program
    .command('run')
    .description('run the bot until it gets SIGTERM or SIGINT; SIGHUP has the knowledge read again')
    .addOption(configOption())
    .action(run)
}

async function run({ config: file }: Options): Promise<void> {
  compileLibrary()
  const config = loadConfig({ file, environment: process.env })
  const secrets = loginSecrets(config, process.env)
  const logger = createLogger({ level: config.logging.level, pretty: process.stdout.isTTY })
  logger.info(describeStart(file, config), 'starting')
  for (const { found, advice } of doubtsAbout(config)) logger.warn(`${found}. ${advice}`)
  const stop = stopSignal(logger)
  // Loaded here, because other commands need neither Matrix nor the time that loading it takes.
  const { createApp } = await import('../app/app.ts')
  const recoveryKey = process.env['HINWEISBOT_RECOVERY_KEY']
  const app = createApp({ config, secrets, recoveryKey, logger })
  process.on('SIGHUP', () => void app.reload())
  try {
    await Promise.race([
      app.start().then(() => {
        logger.info('ready')
        return app.finished
      }),
      stop,
    ])
  } finally {
    const limit = delay(stopLimitMs, 'late', { ref: false })
    const disposed = app[Symbol.asyncDispose]().then(() => 'done')
    if ((await Promise.race([disposed, limit])) === 'late') {
      logger.error('stopped with work still in hand; the next start takes it up')
      process.exit()
    }
    logger.info('stopped')
  }
}

/** Facts that tell which bot this is; they are logged before the homeserver is asked for anything. */
const describeStart = (file: string, { homeserver, login, state }: LoadedConfig) => ({
  version: readVersion(),
  node: process.version,
  configuration: path.resolve(file),
  account: login.userId,
  homeserver: homeserver.url,
  state: state.directory,
})

/** Resolves with the first signal to stop. A second one ends the process at once. */
function stopSignal(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        logger.info({ signal }, 'stopping')
        resolve()
      })
    }
  })
}
