import type { EncryptionReporter } from '../matrix/ports/encryption-report.ts'
import { Contact, waitingMessage } from './contact.ts'
import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'

/** Writes the reports of the encryption to the log. They hold neither keys nor texts. */
export function createEncryptionReporter(log: Logger, contact = new Contact(log)): EncryptionReporter {
  return {
    report(report) {
      switch (report.kind) {
        case 'identity':
          reportIdentity(log, report.outcome)
          break
        case 'waiting':
          contact.failed(report, waitingMessage)
          break
        case 'request-refused':
          log.error(describeError(report.error), 'a request about keys failed')
          break
        case 'key-withheld':
          log.warn({ roomId: report.roomId, code: report.code }, 'a key was withheld from the bot')
          break
        case 'undecryptable':
          // The worker tells of the event itself.
          break
        case 'counted':
        case 'one-time-keys':
          // For the metrics.
          break
        case 'verification': {
          const { user, outcome } = report
          if (outcome === 'failed') log.warn({ user, ...describeError(report.error) }, 'verification failed')
          else if (outcome === 'mismatched') log.warn({ user, outcome }, 'verification')
          else
            log.info({ user, outcome, ...(outcome === 'emoji' && { emoji: report.emoji }) }, 'verification')
        }
      }
    },
  }
}

function reportIdentity(log: Logger, outcome: string): void {
  if (outcome === 'recovery-key-missing') {
    log.warn(
      { outcome },
      'the device is not signed by its owner: the account has an identity, but no recovery key was given',
    )
  } else log.info({ outcome }, 'the device is signed by its owner')
}
