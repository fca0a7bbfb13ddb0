import { serialize } from 'node:v8'
import {
  DeviceId,
  EncryptionSettings,
  OlmMachine,
  RoomId,
  UserId,
  type InboundGroupSession,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decryptRoomEvent } from '../../../../src/matrix/encryption/decryptor.ts'
import { DurableRecords } from '../../../../src/matrix/encryption/store/durable-records.ts'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import { openMachine } from '../../../../src/matrix/encryption/store/open-machine.ts'
import { RoomKeyExpiry } from '../../../../src/matrix/encryption/store/room-key-expiry.ts'
import { eventId, roomId, userId } from '../../../support/matrix-events.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

const hour = 3600_000
const day = 24 * hour
const times = { retentionMs: day, lifetimeMs: 8 * day }
const [bot, anna] = [userId('bot'), userId('anna')]

let time: number
let records: MemoryRecords
let store: KeyStore
let machine: OlmMachine
let phone: OlmMachine

beforeEach(async () => {
  time = Date.now()
  records = new MemoryRecords()
  await open()
  phone = await OlmMachine.initialize(new UserId(anna), new DeviceId('PHONE'))
})
afterEach(async () => {
  phone.close()
  await close()
})

async function open(): Promise<void> {
  store = await KeyStore.open(records, 'passphrase', () => time)
  machine = await openMachine(store, bot, 'BOT')
}
async function close(): Promise<void> {
  machine.close()
  await store[Symbol.asyncDispose]()
}

/** A message with a new key of the phone's, which the bot gets. */
async function say(room: string) {
  const id = () => new RoomId(roomId(room))
  await phone.invalidateGroupSession(id())
  await phone.shareRoomKey(id(), [], new EncryptionSettings())
  const encrypted = await phone.encryptRoomEvent(id(), 'm.room.message', '{"body":"Frage"}')
  const content = JSON.parse(encrypted) as { session_id: string }
  const isIt = ({ sessionId }: InboundGroupSession) => sessionId === content.session_id
  await machine.importExportedRoomKeys(await phone.exportRoomKeys(isIt), () => undefined)
  const event = { roomId: roomId(room), eventId: eventId('question'), sender: anna, timestamp: time }
  return { ...event, content }
}
const canRead = async (event: Awaited<ReturnType<typeof say>>) =>
  (await decryptRoomEvent(machine, event)).kind === 'decrypted'
const later = async (ms: number) => {
  time += ms
  return store.dropRoomKeys(times)
}

it('drops a key once its device has a newer one and the retention time is over', async () => {
  const [first, elsewhere] = [await say('room'), await say('other')]
  time += hour
  const second = await say('room')
  expect(await later(day - hour)).toBe(0)
  expect(await canRead(first)).toBe(true)
  expect(await later(day)).toBe(0)
  expect(await later(hour)).toBe(1)
  expect(await canRead(first)).toBe(false)
  expect(await canRead(second)).toBe(true)
  expect(await canRead(elsewhere)).toBe(true)
})

it('keeps what a device may still use, until no room lets it use a key for so long', async () => {
  const event = await say('room')
  expect(await later(8 * day)).toBe(0)
  expect(await canRead(event)).toBe(true)
  expect(await later(7 * day)).toBe(0)
  expect(await later(8 * day)).toBe(1)
  expect(await canRead(event)).toBe(false)
})

it('remembers over a restart', async () => {
  const first = await say('room')
  time += hour
  const second = await say('room')
  await close()
  await open()
  expect(await canRead(first)).toBe(true)
  expect(await later(day)).toBe(0)
  expect(await later(hour)).toBe(1)
  expect(await canRead(first)).toBe(false)
  expect(await canRead(second)).toBe(true)
  expect((await machine.roomKeyCounts()).total).toBe(1)
})

it('looks through more keys than it reads at once', async () => {
  const durable = new DurableRecords(records)
  const expiry = new RoomKeyExpiry(durable, () => time)
  const space = 'indexed-db/x/inbound_group_sessions3'
  for (let number = 0; number < 1_700; number += 1) {
    time += 1
    const key = JSON.stringify(`room${number % 3}\u001dsession${number}`)
    const put = { kind: 'put', space, key, value: serialize({ sender_key: 'device' }) } as const
    durable.commit([put, ...expiry.changesWith([put])])
  }
  time += 2 * day
  expect(await expiry.drop(space, times, new AbortController().signal)).toBe(1_697)
  const left = (of: string) => records.page(of, '', 10).map(({ key }) => key)
  const newest = ['room0\u001dsession1698', 'room1\u001dsession1699', 'room2\u001dsession1697']
  expect(left(space)).toEqual(newest.map((key) => JSON.stringify(key)))
  expect(left('room-key-uses')).toEqual(left(space))
})
