import type { BotEvents } from '../../src/matrix/ports/bot-events.ts'
import { createEvents } from '../../src/observability/events.ts'
import { createLogger } from '../../src/observability/logger.ts'

/** For tests that look elsewhere. */
export const silentEvents: BotEvents = createEvents(createLogger({ level: 'silent', pretty: false }))
