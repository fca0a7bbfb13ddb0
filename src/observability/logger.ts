import { pino } from 'pino'
import type { DestinationStream, Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface LoggerOptions {
  readonly level: LogLevel
  /** For people at a terminal instead of JSON for machines. */
  readonly pretty: boolean
  /** Where JSON goes instead of standard output. */
  readonly destination?: DestinationStream
}

/** Writes one JSON object per line, without host name and process id, which whoever collects the logs adds. */
export function createLogger({ level, pretty, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  if (destination !== undefined) return pino(options, destination)
  if (!pretty) return pino(options, pino.destination({ dest: 1, sync: true }))
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { ignore: 'time', singleLine: true } },
    // A transport runs in a thread, to which functions can't be handed.
    formatters: {},
  })
}
