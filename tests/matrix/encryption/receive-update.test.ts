import { DeviceId, KeysUploadRequest, OlmMachine, RoomId, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { expect, it } from 'vitest'
import { decryptRoomEvent } from '../../../src/matrix/encryption/decryptor.ts'
import { receiveUpdate } from '../../../src/matrix/encryption/receive-update.ts'
import type { EncryptionUpdate } from '../../../src/matrix/ports/encryption.ts'
import { eventId, roomId, userId } from '../../support/matrix-events.ts'
import { meet, publish, receive, shareRoomKey, type Json } from '../../support/olm-devices.ts'

const room = roomId()

it('reads all that a room key was sent for, though a later state of the key came along with it', async () => {
  const [bot, anna] = [await deviceOf('bot'), await deviceOf('anna')]
  const [botsKeys, annasKeys] = [await publish(bot), await publish(anna)]
  await meet(anna, bot, botsKeys)
  const early = await shareRoomKey(anna, bot, room)
  const first = await say(anna, 'first')
  // The bot's device begins a session of its own before it has seen the other's, so that the key is sent again.
  await meet(bot, anna, annasKeys)
  await receive(anna, await shareRoomKey(bot, anna, room))
  const late = await shareRoomKey(anna, bot, room)
  const second = await say(anna, 'second')
  expect([early.length, late.length]).toEqual([1, 1])
  await receiveUpdate(bot, updateWith([...early, ...late]))
  expect(await read(bot, first)).toMatchObject({ content: { body: 'first' } })
  expect(await read(bot, second)).toMatchObject({ content: { body: 'second' } })
})

it('makes new one-time keys when a homeserver no longer speaks of any, as then none is left', async () => {
  const bot = await deviceOf('bot')
  await publish(bot)
  await receiveUpdate(bot, updateWith([]))
  expect(await keysToUpload(bot)).toBe(0)
  await receiveUpdate(bot, { ...updateWith([]), oneTimeKeyCounts: {} })
  expect(await keysToUpload(bot)).toBe(50)
})

async function keysToUpload(machine: OlmMachine): Promise<number> {
  const uploads = (await machine.outgoingRequests()).filter((request) => request instanceof KeysUploadRequest)
  const keys = uploads.map(({ body }) => (JSON.parse(body) as { one_time_keys?: Json }).one_time_keys ?? {})
  return keys.flatMap((byId) => Object.keys(byId)).length
}

const deviceOf = (name: string) => OlmMachine.initialize(new UserId(userId(name)), new DeviceId('DEVICE'))

const say = async (machine: OlmMachine, body: string): Promise<Json> => {
  const content = JSON.stringify({ msgtype: 'm.text', body })
  return JSON.parse(await machine.encryptRoomEvent(new RoomId(room), 'm.room.message', content)) as Json
}

const read = (machine: OlmMachine, content: Json) =>
  decryptRoomEvent(machine, {
    roomId: room,
    eventId: eventId('said'),
    sender: userId('anna'),
    timestamp: 1,
    content,
  })

const updateWith = (toDevice: readonly Json[]): EncryptionUpdate => ({
  toDevice,
  oneTimeKeyCounts: { signed_curve25519: 50 },
  unusedFallbackKeyTypes: ['signed_curve25519'],
  changedDevices: [],
  leftDevices: [],
})
