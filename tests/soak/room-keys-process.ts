import { KeyStore } from '../../src/matrix/encryption/store/key-store.ts'
import { openMachine } from '../../src/matrix/encryption/store/open-machine.ts'
import { SqliteCryptoRecords } from '../../src/storage/crypto-records.ts'

// The bot's key store and the encryption library on it, in a process of their own that is given keys and says what it holds.
const [file = '', clock = '0'] = process.argv.slice(2)
let time = Number(clock)
const started = performance.now()
using records = new SqliteCryptoRecords(file)
await using store = await KeyStore.open(records, 'passphrase', () => time)
const machine = await openMachine(store, '@bot:staff.test', 'BOT')
await machine.outgoingRequests()
const openMs = performance.now() - started
const times = { retentionMs: 24 * 3600_000, lifetimeMs: 8 * 24 * 3600_000 }
const state = async (dropped: number) => {
  globalThis.gc?.()
  const { total } = await machine.roomKeyCounts()
  return { openMs, total, dropped, mebibytes: process.memoryUsage().rss / 2 ** 20 }
}
async function receive(keys: string): Promise<void> {
  if (keys !== '') await machine.importExportedRoomKeys(keys, () => undefined)
  process.send?.(await state(await store.dropRoomKeys(times)))
}
process.on('message', ({ keys, now }: { keys: string; now: number }) => {
  time = now
  void receive(keys)
})
process.send?.(await state(0))
await new Promise<void>((resolve) => {
  process.once('disconnect', () => {
    resolve()
  })
})
machine.close()
