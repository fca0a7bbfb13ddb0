import { writeSync } from 'node:fs'
import { DeviceId, EncryptionSettings, OlmMachine, RoomId, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../../../../src/storage/crypto-records.ts'

// Encrypts one message after another with the key of one room, and says the ciphertext of each.
const [file = '', passphrase = ''] = process.argv.slice(2)
using records = new SqliteCryptoRecords(file)
await using store = await KeyStore.open(records, passphrase)
const user = new UserId('@bot:example.org')
const machine = await OlmMachine.initFromStore(user, new DeviceId('BOT'), store.handle)
const room = () => new RoomId('!room:example.org')
const settings = new EncryptionSettings()
settings.rotationPeriodMessages = 1_000_000n
await machine.shareRoomKey(room(), [], settings)
for (let number = 0; number < 10_000; number += 1) {
  const content = JSON.stringify({ body: `${process.pid} ${number}` })
  writeSync(1, `${await machine.encryptRoomEvent(room(), 'm.room.message', content)}\n`)
}
