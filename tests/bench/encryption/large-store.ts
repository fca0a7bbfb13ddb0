import {
  DeviceLists,
  DeviceId,
  EncryptionSettings,
  OlmMachine,
  RequestType,
  RoomId,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { KeyStore } from '../../../src/matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../../../src/storage/crypto-records.ts'

export const botUser = '@bot:bench.test'
export const botDevice = 'BENCH'
export const passphrase = 'passphrase'

/** Fills a key store with the devices of as many people and as many room keys. */
export async function fillStore(file: string, people: number, roomKeys: number): Promise<void> {
  using records = new SqliteCryptoRecords(file)
  await using store = await KeyStore.open(records, passphrase)
  const machine = await OlmMachine.initFromStore(new UserId(botUser), new DeviceId(botDevice), store.handle)
  await trackPeople(machine, people)
  await addRoomKeys(machine, roomKeys)
  machine.close()
}

async function trackPeople(machine: OlmMachine, people: number): Promise<void> {
  const deviceKeys: Record<string, unknown> = {}
  for (let number = 0; number < people; number += 1) {
    const user = `@person${number}:bench.test`
    deviceKeys[user] = { PHONE: await deviceKeysOf(user) }
  }
  await machine.receiveSyncChanges('[]', new DeviceLists(), new Map(), undefined)
  await machine.updateTrackedUsers(Object.keys(deviceKeys).map((user) => new UserId(user)))
  const users = Object.keys(deviceKeys).map((user) => new UserId(user))
  const query = machine.queryKeysForUsers(users)
  const answer = JSON.stringify({ device_keys: deviceKeys, failures: {} })
  await machine.markRequestAsSent(query.id, RequestType.KeysQuery, answer)
}

async function deviceKeysOf(user: string): Promise<unknown> {
  const machine = await OlmMachine.initialize(new UserId(user), new DeviceId('PHONE'))
  const requests = await machine.outgoingRequests()
  const upload = requests.find(({ type }) => type === RequestType.KeysUpload)
  const { device_keys: keys } = JSON.parse(upload?.body ?? '{}') as { device_keys: unknown }
  machine.close()
  return keys
}

async function addRoomKeys(machine: OlmMachine, roomKeys: number): Promise<void> {
  const other = await OlmMachine.initialize(new UserId('@other:bench.test'), new DeviceId('OTHER'))
  for (let number = 0; number < roomKeys; number += 1) {
    const room = new RoomId(`!room${number % 500}:bench.test`)
    await other.invalidateGroupSession(room)
    await other.shareRoomKey(room, [], new EncryptionSettings())
  }
  await machine.importExportedRoomKeys(await other.exportRoomKeys(() => true), () => undefined)
  other.close()
}
