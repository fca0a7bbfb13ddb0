import { publicKeyOf } from './identity/public-key.ts'
import { KeyStore } from './store/key-store.ts'
import { openMachine } from './store/open-machine.ts'
import type { CryptoRecords } from '../ports/crypto-records.ts'

/** The public halves of what a key store holds. */
export interface LocalKeys {
  readonly deviceFingerprint: string
  /** Undefined if the store has no identity. */
  readonly masterKey: string | undefined
}

/**
 * @param records which keep nothing of what is written to them
 * @throws CryptoStoreError when the passphrase doesn't fit, KeyStoreMismatchError when the store is another device's.
 */
export async function readLocalKeys(
  records: CryptoRecords,
  passphrase: string,
  device: { readonly userId: string; readonly deviceId: string },
): Promise<LocalKeys> {
  await using store = await KeyStore.open(records, passphrase)
  const machine = await openMachine(store, device.userId, device.deviceId)
  try {
    const master = (await machine.exportCrossSigningKeys())?.masterKey
    return {
      deviceFingerprint: machine.identityKeys.ed25519.toBase64(),
      masterKey: master === undefined ? undefined : publicKeyOf(master),
    }
  } finally {
    machine.close()
  }
}
