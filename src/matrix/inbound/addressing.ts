import type { UserId } from '../ports/ids.ts'
import type { RoomMessage } from './room-message.ts'

/** The names by which people speak of the bot. */
export interface BotNames {
  readonly userId: UserId
  /** Names by which people address the bot, e.g. its display name. */
  readonly names: readonly string[]
}

/** True if the message names the bot: in `m.mentions`, by a pill, or by its name at the start. */
export function isMentioned(message: RoomMessage, bot: BotNames): boolean {
  if (message.mentions?.includes(bot.userId) === true) return true
  // Where the client says whom it mentions, a pill in the text is only a quotation.
  if (message.mentions === undefined && hasLink(message, bot.userId)) return true
  return addressLength(message.body, bot) > 0
}

/** Removes the bot's name from the start of a text. */
export function withoutAddress(body: string, bot: BotNames): string {
  return body.slice(addressLength(body, bot))
}

/** Returns the words without the bot's address, as `withoutAddress` does, and with ids in the places of the names of all who are mentioned. */
export const spokenText = ({ body, html }: RoomMessage, bot: BotNames): string =>
  withoutAddress(withIds(body, html), bot)

/** True if the message itself names the bot, anywhere; a mention alone may be copied from the message that it replies to. */
export function namesBot(message: RoomMessage, bot: BotNames): boolean {
  if (hasLink(message, bot.userId)) return true
  const said = message.body.toLowerCase()
  return [bot.userId, ...bot.names].some((name) => said.includes(name.toLowerCase()))
}

const hasLink = ({ html, body }: RoomMessage, userId: UserId): boolean =>
  hasPill(html, userId) || body.includes(`](https://matrix.to/#/${userId})`)

const pill = /<a href=["']https:\/\/matrix\.to\/#\/([^"'<>\s]{3,800})["'][^<>]{0,200}>([^<>]{2,255})<\/a>/giu
/** A message mentions a handful of people. */
const maxPills = 20

/** In the plain text a pill is the display name, which says neither that it is one nor where it ends. */
function withIds(body: string, html: string | undefined): string {
  if (html === undefined) return body
  const quoted = html.indexOf('</mx-reply>')
  const pills = html.slice(Math.max(0, quoted)).matchAll(pill).take(maxPills)
  return pills.reduce((text, [, target = '', shown = '']) => {
    const userId = decoded(target)
    const name = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    const start = userId?.startsWith('@') === true ? text.indexOf(name) : -1
    // A name that stands in a Markdown link, or with its id behind it, is known as a mention from that.
    if (start < 0 || userId === undefined || /^(?:\]\(| \(@)/u.test(text.slice(start + name.length)))
      return text
    const before = text.slice(0, start).replace(/@$/, '')
    return before + userId + text.slice(start + name.length)
  }, body)
}

function decoded(target: string): string | undefined {
  try {
    return decodeURIComponent(target)
  } catch {
    return undefined
  }
}

const markdownLink = /^\[[^\]\n]{0,255}\]\(<?https:\/\/matrix\.to\/#\/([^)\s>]{3,800})>?\)/u

function hasPill(html: string | undefined, userId: UserId): boolean {
  if (html === undefined) return false
  const quoted = html.indexOf('</mx-reply>')
  const own = quoted < 0 ? html : html.slice(quoted)
  const [plain, encoded] = [userId, encodeURIComponent(userId)].map((id) => `https://matrix.to/#/${id}`)
  return [plain, encoded, `matrix:u/${userId.slice(1)}`].some((link = '') =>
    ['"', "'"].some((quote) => own.includes(link + quote)),
  )
}

/** Length of the address at the start: the name, an @ before it, and the sign and spaces after it. */
function addressLength(body: string, { userId, names }: BotNames): number {
  const start = /^[\s@]*/.exec(body)?.[0].length ?? 0
  const text = body.slice(start)
  const link = markdownLink.exec(text)
  if (link !== null && decoded(link[1] ?? '') === userId)
    return start + link[0].length + (/^[:,;!.?]?\s*/.exec(text.slice(link[0].length))?.[0].length ?? 0)
  const short = [userId.slice(1).split(':')[0] ?? '', ...names]
  // Clients put the id behind a name that several people have.
  const candidates = [userId.slice(1), ...short, `(${userId})`, ...short.map((name) => `${name} (${userId})`)]
  for (const name of candidates.toSorted((a, b) => b.length - a.length)) {
    if (name === '' || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) continue
    const rest = /^(?:[:,;!.?]|(?=\s)|$)\s*/.exec(text.slice(name.length))
    if (rest !== null) return start + name.length + rest[0].length
  }
  return 0
}
