import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { CryptoStoreError, KeyStoreMismatchError } from '../errors.ts'
import type { KeyStore } from './key-store.ts'

/**
 * The library at work on a store. Closes the store if it can't be.
 * @throws KeyStoreMismatchError when the store is another device's.
 */
export async function openMachine(store: KeyStore, userId: string, deviceId: string): Promise<OlmMachine> {
  try {
    const machine = await OlmMachine.initFromStore(new UserId(userId), new DeviceId(deviceId), store.handle)
    // The bot has no other devices of its own that it could ask for keys, or that should be able to ask it.
    machine.roomKeyRequestsEnabled = false
    machine.roomKeyForwardingEnabled = false
    return machine
  } catch (error) {
    await store[Symbol.asyncDispose]()
    if (store.isFresh)
      throw new CryptoStoreError('the key store could not be set up', 'See the cause.', { cause: error })
    throw new KeyStoreMismatchError(
      'the key store was made for another account or device than the one that is logged in',
      'Bring back the state directory as a whole, or empty it but for the recovery key.',
    )
  }
}
