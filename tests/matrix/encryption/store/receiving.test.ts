import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { expect, it } from 'vitest'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import type { RecordChange } from '../../../../src/matrix/ports/crypto-records.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'
import { meet, publish, receive, shareRoomKey, type Json } from '../../../support/olm-devices.ts'

const [anna, bot, roomId] = ['@anna:example.org', '@bot:example.org', '!room:example.org']

it('has received a room key once the homeserver shows it again, wherever the process was killed', async () => {
  const records = new WatchedRecords()
  const events = await withMachine(records, async (machine, store) => {
    const roomKey = await roomKeyFor(machine)
    records.watching = true
    await store.atomically(() => receive(machine, roomKey))
    return roomKey
  })
  expect(records.states.length).toBeGreaterThan(0)
  for (const state of [records.before, ...records.states]) {
    await withMachine(state, async (machine, store) => {
      await store.atomically(() => receive(machine, events))
      expect(JSON.parse(await machine.exportRoomKeys(() => true)) as unknown).toHaveLength(1)
    })
  }
})

it('calls nothing settled before what belongs together is on disk', async () => {
  const records = new WatchedRecords()
  await withMachine(records, async (machine, store) => {
    const held = Promise.withResolvers<undefined>()
    records.watching = true
    const work = store.atomically(() => held.promise)
    await machine.updateTrackedUsers([new UserId(anna)])
    const settled = store.settled().then(() => records.states.length)
    await new Promise(setImmediate)
    expect(records.states).toHaveLength(0)
    held.resolve(undefined)
    await work
    expect(await settled).toBe(1)
  })
})

/** Remembers what a killed process would leave behind at any time since `watching` was set. */
class WatchedRecords extends MemoryRecords {
  readonly states: MemoryRecords[] = []
  before = new MemoryRecords()
  #watching = false

  set watching(watching: boolean) {
    this.#watching = watching
    this.before = this.copy()
  }

  override commit(changes: readonly RecordChange[]): void {
    super.commit(changes)
    if (this.#watching) this.states.push(this.copy())
  }
}

async function withMachine<T>(
  records: MemoryRecords,
  work: (machine: OlmMachine, store: KeyStore) => Promise<T>,
): Promise<T> {
  await using store = await KeyStore.open(records, 'passphrase')
  const machine = await OlmMachine.initFromStore(new UserId(bot), new DeviceId('BOT'), store.handle)
  try {
    return await work(machine, store)
  } finally {
    machine.close()
  }
}

/** The message by which a person's device that has not met `machine` before sends it the key of a room. */
async function roomKeyFor(machine: OlmMachine): Promise<readonly Json[]> {
  const person = await OlmMachine.initialize(new UserId(anna), new DeviceId('ANNA'))
  await publish(person)
  await meet(person, machine, await publish(machine))
  const events = await shareRoomKey(person, machine, roomId)
  person.close()
  return events
}
