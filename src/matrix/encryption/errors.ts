/** The key store cannot be used, or may not be used any longer. */
export class CryptoStoreError extends Error {
  override readonly name = 'CryptoStoreError'
}
