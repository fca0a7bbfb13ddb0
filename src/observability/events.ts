import type { BotEvents } from '../matrix/ports/bot-events.ts'
import type { Outcome } from '../replies/types.ts'
import { Contact, waitingMessage } from './contact.ts'
import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'
import { dayMs } from '../day.ts'

const unusedWarningMs = 90 * dayMs

/** One method per thing that happens. Room ids and closed sets of words only: who said what is nobody's business here. */
export function createEvents(log: Logger, contact = new Contact(log)): BotEvents {
  return {
    ...sessionEvents(log, contact),
    ...messageEvents(log),
    ...deliveryEvents(log),
    ...roomEvents(log),
  }
}

const sessionEvents = (log: Logger, contact: Contact) =>
  ({
    syncSucceeded(data) {
      contact.succeeded()
      log.debug({ ...data, ms: Math.round(data.ms) }, 'synced')
      if (data.malformed > 0) log.warn({ malformed: data.malformed }, 'skipped malformed events')
    },
    syncFailed(data) {
      contact.failed({ ...data, step: 'sync' }, 'sync failed')
    },
    waiting(data) {
      contact.failed(data, waitingMessage)
    },
    sessionResumed({ unusedMs }) {
      if (unusedMs < unusedWarningMs) return
      const days = Math.floor(unusedMs / dayMs)
      log.warn({ days }, 'the session was not used for long; TU Dresden ends sessions unused for 120 days')
    },
    loggedOut(data) {
      log.error(data, 'the homeserver has ended the session')
    },
    loggedIn(data) {
      log.info(data, 'logged in')
    },
  }) satisfies Partial<BotEvents>

const messageEvents = (log: Logger) =>
  ({
    handled({ roomId, addressing, outcome, ageMs, judgedMs }) {
      log.info(
        { roomId, addressing, ...summary(outcome), ageMs, judgedMs: Math.round(judgedMs * 10) / 10 },
        'message handled',
      )
    },
    skipped(data) {
      log.debug(data, 'event skipped')
    },
    limited(data) {
      // A flood of messages must not become a flood of warnings.
      log[data.told ? 'warn' : 'debug'](data, 'limit reached')
    },
    parked(data) {
      log.info(data, 'event waits for its key')
    },
    undecryptable(data) {
      log.warn(data, 'event cannot be decrypted')
    },
    setAside({ roomId, kind, error }) {
      log.error({ roomId, item: kind, ...describeError(error) }, 'set aside, cannot be handled')
    },
    feedback(data) {
      log.info(data, 'feedback')
    },
  }) satisfies Partial<BotEvents>

const deliveryEvents = (log: Logger) =>
  ({
    delayed({ roomId, error, retryInMs }) {
      log.warn({ roomId, ...describeError(error), retryInMs }, 'trying again later')
    },
    sent({ roomId, ms }) {
      log.debug({ roomId, ms }, 'sent')
    },
    dropped({ roomId, reason, error }) {
      log.error({ roomId, reason, ...(error !== undefined && describeError(error)) }, 'not sent')
    },
    serviceDeskUnusable({ reason }) {
      if (reason === 'not-encrypted')
        log.warn({ reason }, 'nothing from encrypted direct messages can be handed over to handOver.room')
      else log.error({ reason }, 'nothing can be handed over: the bot is not in handOver.room')
    },
    handOver(data) {
      log.info(data, 'hand-over')
    },
  }) satisfies Partial<BotEvents>

const roomEvents = (log: Logger) =>
  ({
    roomUnknown({ error, ...data }) {
      if (error === undefined) log.error(data, 'the homeserver knows no such room; the others are served')
      else
        log.error({ ...data, ...describeError(error) }, 'a room cannot be looked up; the others are served')
    },
    roomFound(data) {
      log.info(data, 'a room that was unknown is found')
    },
    invitation(data) {
      log.info(data, 'invitation')
    },
    gapFilled(data) {
      log.info(data, 'gap filled')
    },
    left(data) {
      log.info(data, 'left the room')
    },
    upgraded(data) {
      log.info(data, 'room upgraded')
    },
  }) satisfies Partial<BotEvents>

function summary(outcome: Outcome): Readonly<Record<string, unknown>> {
  switch (outcome.kind) {
    case 'answer': {
      const entries = outcome.answers.map(({ entry, score }) => ({
        id: entry.id,
        score: Math.round(score * 100) / 100,
      }))
      return { outcome: 'answer', entries }
    }
    case 'suggest':
      return { outcome: 'suggest', entries: outcome.suggestions.map(({ id }) => id) }
    case 'decline':
      return { outcome: 'decline', decline: outcome.entry?.id }
    case 'command':
      return { outcome: 'command', command: outcome.command }
    case 'ignore':
      return { outcome: 'ignore', reason: outcome.reason }
  }
}
