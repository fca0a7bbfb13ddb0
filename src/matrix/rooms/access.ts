import type { RoomId, UserId } from '../ports/ids.ts'
import type { RoomRegistry } from './room-registry.ts'

export interface AccessSettings {
  /** Globs of users who may invite the bot, such as `@*:tu-dresden.de`. */
  readonly inviters: readonly string[]
  /** Rooms that the bot enters whoever invites it; what replaced them counts as well. */
  readonly rooms: readonly string[]
  /** Globs of users, servers and rooms that are excepted from both, such as `@_whatsapp_*:tu-dresden.de`. */
  readonly blocked: readonly string[]
}

/** Decides which invitations the bot follows. Those that no list admits are refused. */
export interface Access {
  admitsUser(userId: UserId): boolean
  admitsRoom(roomId: RoomId): boolean
  /** True if the bot follows an invitation; undefined stands for an inviter that the homeserver doesn't tell. */
  admitsInvitation(roomId: RoomId, inviter: UserId | undefined): boolean
}

export function createAccess(
  { inviters, rooms, blocked }: AccessSettings,
  registry: Pick<RoomRegistry, 'withReplaced'>,
): Access {
  const named: ReadonlySet<string> = new Set(rooms)
  const isInviter = createUserFilter(inviters)
  const isBlockedUser = createUserFilter(blocked.map((glob) => (/^[@!]/.test(glob) ? glob : `@*:${glob}`)))
  const blockedRooms = blocked.filter((glob) => glob.startsWith('!')).map(toRegExp)
  const isBlockedRoom = (roomId: RoomId) => blockedRooms.some((pattern) => pattern.test(roomId))
  const admitsUser = (userId: UserId) => isInviter(userId) && !isBlockedUser(userId)
  const isNamed = (roomId: RoomId) => registry.withReplaced(roomId).some((id) => named.has(id))
  const admitsRoom = (roomId: RoomId) => isNamed(roomId) && !isBlockedRoom(roomId)
  return {
    admitsUser,
    admitsRoom,
    admitsInvitation(roomId, inviter) {
      if (isBlockedRoom(roomId) || (inviter !== undefined && isBlockedUser(inviter))) return false
      return admitsRoom(roomId) || (inviter !== undefined && admitsUser(inviter))
    },
  }
}

/** True for the users whom one of the globs names. */
export function createUserFilter(globs: readonly string[]): (userId: UserId) => boolean {
  const patterns = globs.map(userPattern)
  return (userId) => patterns.some((matches) => matches(userId))
}

/** Name and server are matched apart, so that a star for the name cannot reach into the server. */
function userPattern(glob: string): (userId: string) => boolean {
  const [name, server] = split(glob).map(toRegExp)
  return (userId) => {
    const [userName = '', userServer = ''] = split(userId)
    return name?.test(userName) === true && server?.test(userServer) === true
  }
}

function split(userId: string): readonly string[] {
  const colon = userId.indexOf(':')
  return colon < 0 ? [userId, ''] : [userId.slice(0, colon), userId.slice(colon + 1)]
}

/** `*` stands for any characters, `?` for one. Runs of stars are one, so that no pattern takes long. */
function toRegExp(glob: string): RegExp {
  const source = glob
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'su')
}
