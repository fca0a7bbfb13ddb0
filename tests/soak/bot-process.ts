import { createApp } from '../../src/app/app.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { loginSecrets } from '../../src/config/secrets.ts'
import { createLogger } from '../../src/observability/logger.ts'

// The bot as it runs, but for its clock, which goes faster, so that what is kept for a while is seen to go.
const [file = '', startedAt = '', factor = ''] = process.argv.slice(2)
const now = () => Number(startedAt) + (Date.now() - Number(startedAt)) * Number(factor)
const config = loadConfig({ file, environment: {} })
const logger = createLogger({ level: 'warn', pretty: false })
const app = createApp({ config, secrets: loginSecrets(config, {}), logger }, { now })
process.once('SIGTERM', () => {
  void app[Symbol.asyncDispose]().then(() => process.disconnect?.())
})
process.on('message', () => {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  process.send?.({ heapUsed, rss })
})
await app.start()
process.send?.('ready')
