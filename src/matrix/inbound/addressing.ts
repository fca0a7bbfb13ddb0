import type { UserId } from '../ports/ids.ts'
import type { RoomMessage } from './room-message.ts'

/** Who the bot is, for those who speak of it. */
export interface Identity {
  readonly userId: UserId
  /** Names by which people address the bot, e.g. its display name. */
  readonly names: readonly string[]
}

/** True if the message names the bot: in `m.mentions`, by a pill, or by its name at the start. */
export function isMentioned(message: RoomMessage, identity: Identity): boolean {
  if (message.mentions?.includes(identity.userId) === true) return true
  // Where the client says whom it mentions, a pill in the text is only a quotation.
  if (message.mentions === undefined && hasPill(message.html, identity.userId)) return true
  return addressLength(message.body, identity) > 0
}

/** What was said to the bot, without the bot's name at the start. */
export function withoutAddress(body: string, identity: Identity): string {
  return body.slice(addressLength(body, identity))
}

function hasPill(html: string | undefined, userId: UserId): boolean {
  if (html === undefined) return false
  const quoted = html.indexOf('</mx-reply>')
  const own = quoted < 0 ? html : html.slice(quoted)
  return [userId, encodeURIComponent(userId)].some((id) =>
    ['"', "'"].some((quote) => own.includes(`https://matrix.to/#/${id}${quote}`)),
  )
}

/** Length of the address at the start: the name, an @ before it, and the sign and spaces after it. */
function addressLength(body: string, { userId, names }: Identity): number {
  const start = /^[\s@]*/.exec(body)?.[0].length ?? 0
  const text = body.slice(start)
  const candidates = [userId.slice(1), userId.slice(1).split(':')[0] ?? '', ...names]
  for (const name of candidates.toSorted((a, b) => b.length - a.length)) {
    if (name === '' || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) continue
    const rest = /^(?:[:,;!.?]|(?=\s)|$)\s*/.exec(text.slice(name.length))
    if (rest !== null) return start + name.length + rest[0].length
  }
  return 0
}
