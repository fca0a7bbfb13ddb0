import { initAsync } from '@matrix-org/matrix-sdk-crypto-wasm'

/** Has other threads compile the encryption library while this one goes on. Whoever needs it waits for it, and hears of a fault. */
export function compileLibrary(): void {
  initAsync().catch(() => undefined)
}
