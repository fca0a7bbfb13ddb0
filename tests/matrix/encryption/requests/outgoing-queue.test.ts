import { DeviceId, OlmMachine, UserId as CoreUserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { expect, it, vi } from 'vitest'
import { AccountData } from '../../../../src/matrix/encryption/identity/account-data.ts'
import { Generation } from '../../../../src/matrix/encryption/identity/generation.ts'
import { OutgoingQueue } from '../../../../src/matrix/encryption/requests/outgoing-queue.ts'
import { RequestSender } from '../../../../src/matrix/encryption/requests/request-sender.ts'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import type { BotClient } from '../../../../src/matrix/client/client.ts'
import { MatrixRequestError } from '../../../../src/matrix/client/request-error.ts'
import { fakeClient } from '../../../support/fake-client.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

/** A queue of a device of its own, which asks `client`. */
async function openQueue(records: MemoryRecords, client: BotClient) {
  const store = await KeyStore.open(records, 'passphrase')
  const machine = await OlmMachine.initFromStore(
    new CoreUserId('@bot:staff.test'),
    new DeviceId('BOT'),
    store.handle,
  )
  const generation = new Generation(new AccountData(client), store, 'BOT')
  const refused: unknown[] = []
  const queue = new OutgoingQueue({
    machine,
    sender: new RequestSender({
      machine,
      store,
      requester: client,
      generation,
      devicesAsked: () => undefined,
    }),
    random: () => 0,
    onRefused: (error) => refused.push(error),
  })
  const dispose = async () => {
    await queue[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  }
  return { machine, queue, refused, [Symbol.asyncDispose]: dispose }
}

const answer = { one_time_key_counts: { signed_curve25519: 50 }, device_keys: {}, failures: {} }

it('sends what met the end of the session when there is a new one', async () => {
  let isKnown = false
  const sent: string[] = []
  const client = fakeClient(({ method, path }) => {
    if (!isKnown) throw new MatrixRequestError({ kind: 'logged-out', method, path })
    if (!path.includes('/account_data/')) sent.push(path)
    return answer
  })
  await using opened = await openQueue(new MemoryRecords(), client)
  const { queue, refused } = opened
  queue.kick()
  await expect(queue.devicesKnown(50)).rejects.toThrow('does not tell')
  isKnown = true
  await queue.devicesKnown(20_000)
  expect(refused).toEqual([])
  expect(sent.map((path) => path.split('/').slice(-2).join('/')).sort()).toEqual([
    'keys/query',
    'keys/upload',
  ])
})

it('looks again for what is to be sent when it could not be read', async () => {
  await using opened = await openQueue(
    new MemoryRecords(),
    fakeClient(() => answer),
  )
  const { machine, queue, refused } = opened
  const fault = new Error('disk I/O error')
  vi.spyOn(machine, 'outgoingRequests').mockRejectedValueOnce(fault)
  queue.kick()
  await queue.devicesKnown(20_000)
  expect(refused).toEqual([fault])
})

it('says nothing of what could not be read because it was stopped', async () => {
  await using opened = await openQueue(
    new MemoryRecords(),
    fakeClient(() => answer),
  )
  const { machine, queue, refused } = opened
  const { promise, reject } = Promise.withResolvers<never>()
  vi.spyOn(machine, 'outgoingRequests').mockReturnValueOnce(promise)
  queue.kick()
  const stopped = queue[Symbol.asyncDispose]()
  reject(new Error('the store is closed'))
  await stopped
  expect(refused).toEqual([])
})

it('blames the disk, and not the homeserver, when keys did not reach it', async () => {
  const records = new MemoryRecords()
  await using opened = await openQueue(
    records,
    fakeClient(() => {
      records.failing = true
      return answer
    }),
  )
  const { queue, refused } = opened
  queue.kick()
  const fault = { name: 'CryptoStoreError', fatal: true }
  await expect(queue.devicesKnown(20_000)).rejects.toMatchObject(fault)
  await expect(queue.devicesKnown(20_000)).rejects.toMatchObject(fault)
  expect(refused).toMatchObject([fault])
})
