import type { BotClient } from '../../matrix/client/client.ts'
import { objectAt } from '../../matrix/client/json.ts'
import { problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'rooms'
const isConsentMissing = (reason: string) => reason.includes('M_CONSENT_NOT_GIVEN')

/** The bot's pending invitations by room, each with the homeserver's answer when the bot last tried to follow it. */
export async function checkInvitations(
  client: BotClient,
  refusals: ReadonlyMap<string, string> = new Map(),
): Promise<readonly Finding[]> {
  const rooms = await invitedTo(client)
  const reasons = rooms.flatMap((roomId) => refusals.get(roomId) ?? [])
  const others = reasons.filter((reason) => !isConsentMissing(reason))
  const withoutConsent = reasons.length - others.length
  const undecided = rooms.length - reasons.length
  return [
    ...(withoutConsent === 0 ? [] : [problem(about, `${withoutConsent} ${consentMissing}`, giveConsent)]),
    ...(others.length === 0 ? [] : [warning(about, refusedText(others), tryAgain)]),
    ...(undecided === 0 ? [] : [warning(about, `${undecided} invitation(s) wait`, decided)]),
  ]
}

const consentMissing =
  'invitation(s) wait, as the account has not accepted the terms of the homeserver (M_CONSENT_NOT_GIVEN)'
const giveConsent =
  'Log in as the bot in a Matrix client and accept them there, or ask those who run the homeserver; then start the bot anew'
const refusedText = (reasons: readonly string[]) =>
  `${reasons.length} invitation(s) wait that the homeserver would not let the bot follow or decline (${[...new Set(reasons)].join(', ')})`
const tryAgain =
  'The bot tries again at its start and every hour; if it stays so, ask those who run the homeserver'
const decided =
  'A running bot decides about them by access when they come, at its start and every hour; its log says what keeps it from entering'

/** Asks for nothing but invitations. A sync from the beginning takes nothing away from that of the bot. */
async function invitedTo(client: BotClient): Promise<readonly string[]> {
  const nothing = { not_types: ['*'] }
  const room = {
    timeline: { limit: 1, ...nothing },
    state: nothing,
    ephemeral: nothing,
    account_data: nothing,
  }
  const filter = JSON.stringify({ room, presence: nothing, account_data: nothing })
  const query = { filter, timeout: 0, set_presence: 'offline' }
  const path = '/_matrix/client/v3/sync'
  const answer = await client.request({ method: 'GET', path, query, timeoutMs: 60_000 })
  return Object.keys(objectAt(answer, 'rooms', 'invite'))
}
