import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { KeyStore } from '../../../src/matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../../../src/storage/crypto-records.ts'
import { botDevice, botUser, passphrase } from './large-store.ts'

// Opens a key store in a process of its own and prints what that took.
const [file = ''] = process.argv.slice(2)
const started = performance.now()
const cpuBefore = process.cpuUsage()
using records = new SqliteCryptoRecords(file)
await using store = await KeyStore.open(records, passphrase)
const machine = await OlmMachine.initFromStore(new UserId(botUser), new DeviceId(botDevice), store.handle)
await machine.outgoingRequests()
const openMs = performance.now() - started
const { user, system } = process.cpuUsage(cpuBefore)
const cpuMs = (user + system) / 1000
globalThis.gc?.()
const { total } = await machine.roomKeyCounts()
const tracked = (await machine.trackedUsers()).size
const mebibytes = process.memoryUsage().rss / 2 ** 20
process.stdout.write(JSON.stringify({ openMs, cpuMs, mebibytes, roomKeys: total, tracked }))
machine.close()
