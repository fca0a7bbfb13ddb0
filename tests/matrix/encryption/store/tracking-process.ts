import { writeSync } from 'node:fs'
import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../../../../src/storage/crypto-records.ts'

// Tracks one person after another and says so only when the library calls it done.
const [file = '', passphrase = ''] = process.argv.slice(2)
using records = new SqliteCryptoRecords(file)
await using store = await KeyStore.open(records, passphrase)
const machine = await OlmMachine.initFromStore(
  new UserId('@bot:example.org'),
  new DeviceId('BOT'),
  store.handle,
)
writeSync(1, `key ${machine.identityKeys.ed25519.toBase64()}\n`)
for (let person = 0; person < 10_000; person += 1) {
  const user = `@person${person}-${process.pid}:example.org`
  await machine.updateTrackedUsers([new UserId(user)])
  writeSync(1, `${user}\n`)
}
