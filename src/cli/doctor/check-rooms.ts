import { isLoggedOut } from '../../matrix/client/request-error.ts'
import type { BotClient } from '../../matrix/client/client.ts'
import { isRoomId } from '../../matrix/ports/ids.ts'
import type { RoomId, UserId } from '../../matrix/ports/ids.ts'
import { maySend } from '../../matrix/rooms/power-levels.ts'
import type { RoomApi } from '../../matrix/rooms/room-api.ts'
import { createRoomApi } from '../../matrix/rooms/room-api.ts'
import type { RoomRegistry } from '../../matrix/rooms/room-registry.ts'
import { checkInvitations } from './check-invitations.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

export interface RoomsToCheck {
  readonly client: BotClient
  readonly self: UserId
  /** As the configuration names them: ids or aliases. */
  readonly names: readonly string[]
  readonly registry: RoomRegistry | undefined
  /** Why the homeserver refused to let the bot follow or decline an invitation, by room. */
  readonly refusals: ReadonlyMap<string, string> | undefined
}

/** The rooms of the configuration: there, joined, with the rights that the bot needs; and what it is invited to. */
export async function checkRooms({
  client,
  self,
  names,
  registry,
  refusals,
}: RoomsToCheck): Promise<readonly Finding[]> {
  const api = createRoomApi(client)
  const joined = new Set(await api.joinedRooms())
  const findings = [ok('rooms', `the bot is in ${joined.size} room(s)`)]
  for (const name of names) findings.push(...(await checkRoom({ name, api, self, joined, registry })))
  return [...findings, ...(await checkInvitations(client, refusals))]
}

/** Before the first start: whether the aliases lead anywhere. Homeservers that tell nobody are passed over. */
export async function checkAliases(client: BotClient, names: readonly string[]): Promise<readonly Finding[]> {
  const api = createRoomApi(client)
  const findings: Finding[] = []
  for (const name of names.filter((each) => !isRoomId(each))) {
    try {
      if ((await api.resolveAlias(name)) === undefined) findings.push(noSuchRoom(`room ${name}`))
    } catch (error) {
      if (!isLoggedOut(error)) throw error
    }
  }
  return findings
}

const noSuchRoom = (about: string) =>
  problem(
    about,
    'the homeserver knows no such room',
    'Correct its name below rooms, or give the alias to a room',
  )

interface NamedRoom {
  readonly name: string
  readonly api: RoomApi
  readonly self: UserId
  readonly joined: ReadonlySet<RoomId>
  readonly registry: RoomRegistry | undefined
}

async function checkRoom({ name, api, self, joined, registry }: NamedRoom): Promise<readonly Finding[]> {
  const about = `room ${name}`
  const roomId = isRoomId(name) ? name : await api.resolveAlias(name)
  if (roomId === undefined) {
    return [noSuchRoom(about)]
  }
  const successor = registry?.successorOf(roomId)
  if (successor !== undefined && joined.has(successor)) {
    return [
      warning(about, `it was replaced by ${successor}, which the bot is in`, 'Name that one below rooms'),
    ]
  }
  if (!joined.has(roomId)) return [problem(about, 'the bot is not in it', 'Invite the bot')]
  return checkRights(about, roomId, self, api)
}

async function checkRights(
  about: string,
  roomId: RoomId,
  self: UserId,
  api: RoomApi,
): Promise<readonly Finding[]> {
  const isEncrypted = (await api.state(roomId, 'm.room.encryption')) !== undefined
  const powers = {
    levels: await api.state(roomId, 'm.room.power_levels'),
    creators: await api.creators(roomId),
  }
  const types = [isEncrypted ? 'm.room.encrypted' : 'm.room.message', 'm.reaction', 'm.room.redaction']
  const lacking = types.filter((type) => !maySend(powers, self, type))
  const kind = isEncrypted ? 'joined, encrypted' : 'joined, not encrypted'
  if (lacking.length === 0) return [ok(about, `${kind}; the bot may answer, react and redact`)]
  const found = `${kind}; the bot may not send ${lacking.join(', ')}`
  const advice = 'Give it the power to in the settings of the room'
  return [types[0] === lacking[0] ? problem(about, found, advice) : warning(about, found, advice)]
}
