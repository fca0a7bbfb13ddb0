import type { Outcome } from '../replies/types.ts'
import type { Addressing } from '../reading/utterance.ts'
import { Contact, waitingMessage } from './contact.ts'
import type { FailedContact } from './contact.ts'
import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'

interface InRoom {
  readonly roomId: string
}

/** As the configuration names it. */
interface NamedRoom {
  readonly key: string
  readonly room: string
}

interface Handled extends InRoom {
  readonly addressing: Addressing
  readonly outcome: Outcome
  readonly ageMs: number
  readonly judgedMs: number
}

const unusedWarningMs = 90 * 24 * 3_600_000

/** One method per thing that happens. Room ids and closed sets of words only: who said what is nobody's business here. */
export function createEvents(log: Logger, contact = new Contact(log)) {
  return {
    syncSucceeded(data: { readonly entries: number; readonly malformed: number; readonly ms: number }): void {
      contact.succeeded()
      log.debug({ ...data, ms: Math.round(data.ms) }, 'synced')
      if (data.malformed > 0) log.warn({ malformed: data.malformed }, 'events that are none were left out')
    },
    syncFailed(data: { readonly error: unknown; readonly retryInMs: number }): void {
      contact.failed({ ...data, step: 'sync' }, 'sync failed')
    },
    waiting(data: FailedContact): void {
      contact.failed(data, waitingMessage)
    },
    roomUnknown({ error, ...data }: NamedRoom & { readonly error?: unknown }): void {
      if (error === undefined) log.error(data, 'the homeserver knows no such room; the others are served')
      else
        log.error({ ...data, ...describeError(error) }, 'a room cannot be looked up; the others are served')
    },
    roomFound(data: NamedRoom): void {
      log.info(data, 'a room that was unknown is found')
    },
    sessionResumed({ unusedMs }: { readonly unusedMs: number }): void {
      if (unusedMs < unusedWarningMs) return
      const days = Math.floor(unusedMs / 86_400_000)
      log.warn({ days }, 'the session was not used for long; TU Dresden ends sessions unused for 120 days')
    },
    loggedOut(data: { readonly soft: boolean }): void {
      log.error(data, 'the homeserver has ended the session')
    },
    loggedIn(data: { readonly deviceId: string; readonly again: boolean }): void {
      log.info(data, 'logged in')
    },
    handled({ roomId, addressing, outcome, ageMs, judgedMs }: Handled): void {
      log.info(
        { roomId, addressing, ...summary(outcome), ageMs, judgedMs: Math.round(judgedMs * 10) / 10 },
        'message handled',
      )
    },
    skipped(data: InRoom & { readonly reason: string }): void {
      log.debug(data, 'event skipped')
    },
    limited(data: InRoom & { readonly by: string; readonly told: boolean }): void {
      // Who is flooded needs no flood of lines.
      log[data.told ? 'warn' : 'debug'](data, 'limit reached')
    },
    parked(data: InRoom & { readonly reason: string }): void {
      log.info(data, 'event waits for its key')
    },
    undecryptable(data: InRoom & { readonly reason: string }): void {
      log.warn(data, 'event cannot be decrypted')
    },
    delayed({
      roomId,
      error,
      retryInMs,
    }: InRoom & { readonly error: unknown; readonly retryInMs: number }): void {
      log.warn({ roomId, ...describeError(error), retryInMs }, 'trying again later')
    },
    setAside({ roomId, kind, error }: InRoom & { readonly kind: string; readonly error: unknown }): void {
      log.error({ roomId, item: kind, ...describeError(error) }, 'set aside, cannot be handled')
    },
    sent({ roomId, ms }: InRoom & { readonly ms: number }): void {
      log.debug({ roomId, ms }, 'sent')
    },
    dropped({ roomId, reason, error }: InRoom & { readonly reason: string; readonly error?: unknown }): void {
      log.error({ roomId, reason, ...(error !== undefined && describeError(error)) }, 'not sent')
    },
    feedback(data: { readonly entry: string; readonly helpful: boolean }): void {
      log.info(data, 'feedback')
    },
    serviceDeskUnusable({ reason }: { readonly reason: 'not-joined' | 'not-encrypted' }): void {
      if (reason === 'not-encrypted')
        log.warn({ reason }, 'nothing from encrypted direct messages can be handed over to handOver.room')
      else log.error({ reason }, 'nothing can be handed over: the bot is not in handOver.room')
    },
    handOver(data: InRoom & { readonly step: string }): void {
      log.info(data, 'hand-over')
    },
    invitation(data: InRoom & { readonly decision: string }): void {
      log.info(data, 'invitation')
    },
    gapFilled(data: InRoom & { readonly events: number; readonly complete: boolean }): void {
      log.info(data, 'gap filled')
    },
    left(data: InRoom & { readonly reason: string }): void {
      log.info(data, 'left the room')
    },
    upgraded(data: { readonly from: string; readonly to: string; readonly followed: boolean }): void {
      log.info(data, 'room upgraded')
    },
  }
}

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
      return { outcome: 'decline', decline: outcome.decline?.id }
    case 'command':
      return { outcome: 'command', command: outcome.command }
    case 'ignore':
      return { outcome: 'ignore', reason: outcome.reason }
  }
}
