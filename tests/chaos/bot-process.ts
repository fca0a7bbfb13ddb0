import { createApp } from '../../src/app/app.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { loginSecrets } from '../../src/config/secrets.ts'
import { createLogger } from '../../src/observability/logger.ts'
import { tinyCore } from '../support/tiny-core.ts'

// The bot as it runs, but for its judgement: what is to be shown is that each question is answered once, whatever the answer.
const [file = ''] = process.argv.slice(2)
const config = loadConfig({ file, environment: {} })
const logger = createLogger({ level: config.logging.level, pretty: false })
const app = createApp({ config, secrets: loginSecrets(config, {}), logger }, { core: tinyCore })
process.once('SIGTERM', () => {
  void app[Symbol.asyncDispose]()
})
await app.start()
process.send?.('ready')
await app.finished
