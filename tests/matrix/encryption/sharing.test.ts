import {
  DecryptionSettings,
  DeviceId,
  initAsync,
  OlmMachine,
  RoomId as CoreRoomId,
  TrustRequirement,
  UserId as CoreUserId,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CryptoClient } from '../../../src/matrix/encryption/crypto-client.ts'
import type { OutgoingEvent, RoomStateEvent } from '../../../src/matrix/ports/encryption.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import { bot, KeyServer, quiet, startEncryption } from '../../support/encrypted-room.ts'
import { userId } from '../../support/matrix-events.ts'
import { MemoryRecords } from '../../support/memory-records.ts'
import { meet, receive } from '../../support/olm-devices.ts'

const [anna, ben] = [userId('anna'), userId('ben')]
const day = 24 * 3600_000

let server: KeyServer
let records: MemoryRecords
let encryption: CryptoClient
let phone: OlmMachine
const machines: OlmMachine[] = []

beforeEach(async () => {
  await initAsync()
  server = new KeyServer()
  records = new MemoryRecords()
  phone = await newDevice(anna)
  server.members.add(anna)
  encryption = await startEncryption(server, records)
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await encryption[Symbol.asyncDispose]()
  for (const machine of machines.splice(0)) machine.close()
})

async function newDevice(user: UserId, device?: string): Promise<OlmMachine> {
  const machine = await server.addDevice(user, device)
  machines.push(machine)
  return machine
}

const answer = (): Promise<OutgoingEvent> =>
  encryption.encrypt(server.room, { type: 'm.room.message', content: { body: 'Antwort' } })
const keyOf = ({ content }: OutgoingEvent) => content['session_id']

/** Gives a device what was sent to it, and has it read the event. */
async function read(machine: OlmMachine, { type, content }: OutgoingEvent): Promise<unknown> {
  const [user, device] = [machine.userId.toString(), machine.deviceId.toString()]
  await receive(machine, server.sentTo(user as UserId, device))
  const raw = { type, content, event_id: '$answer', sender: bot, origin_server_ts: Date.now() }
  const decrypted = await machine.decryptRoomEvent(
    JSON.stringify(raw),
    new CoreRoomId(server.room),
    new DecryptionSettings(TrustRequirement.Untrusted),
  )
  return (JSON.parse(decrypted.event) as { content: { body: unknown } }).content.body
}

/** These requests cost more the more members there are. */
function watchCosts(): () => number {
  const spies = (['shareRoomKey', 'getMissingSessions', 'updateTrackedUsers'] as const).map((method) =>
    vi.spyOn(OlmMachine.prototype, method),
  )
  return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
}

const changed = (...users: readonly UserId[]) => encryption.receiveUpdate({ ...quiet, changedDevices: users })
const receiveState = (event: RoomStateEvent) => {
  encryption.receiveState([{ roomId: server.room, events: [event], complete: true }])
}
const membership = (user: UserId, value: string) => {
  receiveState({ type: 'm.room.member', stateKey: user, sender: user, content: { membership: value } })
}

it('asks for nothing and nobody while nothing has changed', async () => {
  const first = await answer()
  expect(await read(phone, first)).toBe('Antwort')
  server.asked.length = 0
  const costs = watchCosts()
  await encryption.receiveUpdate(quiet)
  membership(anna, 'join')
  for (let number = 0; number < 5; number += 1) expect(keyOf(await answer())).toBe(keyOf(first))
  expect(server.asked).toEqual([])
  expect(costs()).toBe(0)
})

it('gives the key to a device that a member has used since the last answer', async () => {
  const first = await answer()
  const laptop = await newDevice(anna, 'LAPTOP')
  await changed(anna)
  const second = await answer()
  expect(await read(laptop, second)).toBe('Antwort')
  expect(keyOf(second)).toBe(keyOf(first))
  const costs = watchCosts()
  await changed(userId('stranger'))
  await answer()
  expect(costs()).toBe(0)
})

it('gives the key to somebody who has joined, and makes a new one when somebody leaves', async () => {
  const first = await answer()
  const other = await newDevice(ben)
  membership(ben, 'join')
  const second = await answer()
  expect(await read(other, second)).toBe('Antwort')
  expect(keyOf(second)).toBe(keyOf(first))
  membership(ben, 'leave')
  server.sent.length = 0
  const third = await answer()
  expect(keyOf(third)).not.toBe(keyOf(first))
  expect(server.sentTo(ben)).toEqual([])
  expect(await read(phone, third)).toBe('Antwort')
})

it('shares anew when somebody leaves and comes back while nothing is said', async () => {
  const costs = watchCosts()
  await answer()
  membership(anna, 'leave')
  membership(anna, 'join')
  const before = costs()
  await answer()
  expect(costs()).toBeGreaterThan(before)
})

it('makes a new key as often as the room wants', async () => {
  server.encryption = { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 3 }
  const keys: unknown[] = []
  for (let number = 0; number < 7; number += 1) {
    const event = await answer()
    expect(await read(phone, event)).toBe('Antwort')
    keys.push(keyOf(event))
  }
  expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 0, 3, 3, 3, 6])
})

it('makes a new key when the time of the old one is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const first = await answer()
  vi.setSystemTime(Date.now() + 6 * day)
  expect(keyOf(await answer())).toBe(keyOf(first))
  vi.setSystemTime(Date.now() + day)
  const last = await answer()
  expect(keyOf(last)).not.toBe(keyOf(first))
  expect(await read(phone, last)).toBe('Antwort')
})

it('goes on with a new key when the clock is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const first = await answer()
  vi.setSystemTime(Date.now() - day)
  const second = await answer()
  expect(keyOf(second)).not.toBe(keyOf(first))
  expect(await read(phone, second)).toBe('Antwort')
})

it('makes a new key when the room wants it changed at other times', async () => {
  const first = await answer()
  const content = { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 2 }
  const state = { type: 'm.room.encryption', stateKey: '', sender: anna, content }
  receiveState(state)
  const keys = [keyOf(first), keyOf(await answer()), keyOf(await answer()), keyOf(await answer())]
  expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 1, 1, 3])
})

it('reaches a device that had no one-time key as soon as it has', async () => {
  const tablet = await newDevice(anna, 'TABLET')
  const published = server.devices.get(anna)?.get('TABLET')
  server.devices.get(anna)?.set('TABLET', { device: published?.device, oneTime: {} })
  await answer()
  const costs = watchCosts()
  await answer()
  // Asked is for the one person only, and nothing is shared.
  expect(costs()).toBe(1)
  server.devices.get(anna)?.set('TABLET', published ?? { device: {}, oneTime: {} })
  // The library leaves such a device alone for a while.
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + day)
  expect(await read(tablet, await answer())).toBe('Antwort')
  const reached = costs()
  await answer()
  expect(costs()).toBe(reached)
})

it('sends the key again to a device that begins anew', async () => {
  await answer()
  expect(server.sentTo(anna)).toHaveLength(1)
  const own = await OlmMachine.initialize(new CoreUserId(bot), new DeviceId('BOT'))
  await meet(phone, own, server.ownKeys)
  own.close()
  const device = await phone.getDevice(new CoreUserId(bot), new DeviceId('BOT'))
  const content: unknown = JSON.parse((await device?.encryptToDeviceEvent('m.dummy', {})) ?? '{}')
  await encryption.receiveUpdate({
    ...quiet,
    toDevice: [{ type: 'm.room.encrypted', sender: anna, content }],
  })
  await answer()
  expect(server.sentTo(anna)).toHaveLength(2)
})

it('begins with a new key after a restart, and shares it once', async () => {
  const first = await answer()
  await encryption[Symbol.asyncDispose]()
  encryption = await startEncryption(server, records)
  const second = await answer()
  expect(keyOf(second)).not.toBe(keyOf(first))
  expect(await read(phone, second)).toBe('Antwort')
  const costs = watchCosts()
  await answer()
  expect(costs()).toBe(0)
})
