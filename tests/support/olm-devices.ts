import {
  DeviceLists,
  EncryptionSettings,
  KeysClaimRequest,
  KeysQueryRequest,
  KeysUploadRequest,
  RoomId,
  UserId,
  type OlmMachine,
} from '@matrix-org/matrix-sdk-crypto-wasm'

export type Json = Readonly<Record<string, unknown>>

/** The uploads of a device: its own keys, and one-time keys by their ids. */
export interface PublishedKeys {
  readonly device: unknown
  readonly oneTime: Json
}

const parse = (text: string) => JSON.parse(text) as Json

/** Uploads keys to a homeserver that isn't there. */
export async function publish(machine: OlmMachine): Promise<PublishedKeys> {
  for (const request of await machine.outgoingRequests()) {
    if (!(request instanceof KeysUploadRequest)) continue
    const counts = JSON.stringify({ one_time_key_counts: { signed_curve25519: 50 } })
    await machine.markRequestAsSent(request.id, request.type, counts)
    const { device_keys: device, one_time_keys: oneTime } = parse(request.body)
    return { device, oneTime: oneTime as Json }
  }
  throw new Error('no keys to upload')
}

/** Has `machine` learn of the other's device, and start a session with it. */
export async function meet(machine: OlmMachine, other: OlmMachine, published: PublishedKeys): Promise<void> {
  const user = () => new UserId(other.userId.toString())
  const keysOf = (keys: unknown) => ({ [other.userId.toString()]: { [other.deviceId.toString()]: keys } })
  await machine.updateTrackedUsers([user()])
  for (const request of await machine.outgoingRequests()) {
    if (!(request instanceof KeysQueryRequest)) continue
    const answer = { device_keys: keysOf(published.device) }
    await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer))
  }
  const claim = await machine.getMissingSessions([user()])
  if (!(claim instanceof KeysClaimRequest)) throw new Error('nothing to claim')
  const answer = { one_time_keys: keysOf(Object.fromEntries(Object.entries(published.oneTime).slice(0, 1))) }
  await machine.markRequestAsSent(claim.id, claim.type, JSON.stringify(answer))
}

/** The events between devices by which `machine` sends the other its present key of a room. */
export async function shareRoomKey(machine: OlmMachine, other: OlmMachine, roomId: string): Promise<Json[]> {
  const [user, device] = [other.userId.toString(), other.deviceId.toString()]
  const requests = await machine.shareRoomKey(
    new RoomId(roomId),
    [new UserId(user)],
    new EncryptionSettings(),
  )
  const events: Json[] = []
  for (const { id, type, event_type: eventType, body } of requests) {
    const { messages } = parse(body) as { messages: Record<string, Record<string, Json>> }
    const content = messages[user]?.[device]
    events.push({ type: eventType, sender: machine.userId.toString(), content })
    await machine.markRequestAsSent(id, type, '{}')
  }
  return events
}

/** As if one sync response brought them. */
export const receive = (machine: OlmMachine, toDevice: readonly Json[]) =>
  machine.receiveSyncChanges(JSON.stringify(toDevice), new DeviceLists(), new Map(), undefined)
