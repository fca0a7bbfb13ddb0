import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { CryptoRecord, CryptoRecords } from '../../ports/crypto-records.ts'

const derive = promisify(pbkdf2)

const space = 'store-key'
const saltKey = 'salt'
/** As many as the library takes for a passphrase. */
const rounds = 200_000

/**
 * The 32 bytes that the passphrase stands for in this store. Left to the library this would hold everybody up, and take three
 * times as long; here a thread does it while the rest of the bot loads.
 */
export function deriveStoreKey(
  passphrase: string,
  records: CryptoRecords,
  rows: readonly CryptoRecord[],
): Promise<Uint8Array> {
  const salt = rows.find((row) => row.space === space && row.key === saltKey)?.value ?? makeSalt(records)
  return derive(passphrase, salt, rounds, 32, 'sha256')
}

function makeSalt(records: CryptoRecords): Uint8Array {
  const salt = randomBytes(16)
  records.commit([{ kind: 'put', space, key: saltKey, value: salt }])
  return salt
}
