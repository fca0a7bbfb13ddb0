import type { OlmMachine, RoomKeyInfo, RoomKeyWithheldInfo } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { EncryptionReporter } from '../ports/encryption-report.ts'
import { isRoomId } from '../ports/ids.ts'
import type { RoomId } from '../ports/ids.ts'
import { countWithheld, toWithheldCode } from './counts.ts'
import type { KeyStore } from './store/key-store.ts'

interface RoomKeyWatch {
  readonly machine: OlmMachine
  readonly store: Pick<KeyStore, 'notes'>
  readonly reporter: EncryptionReporter
  /** A room has got a key, so that what was parked for want of it may be tried again. */
  readonly keysArrived: (roomId: RoomId) => void
}

/** Passes on what the library says about room keys: those that came, and those that their owners refuse. */
export function watchRoomKeys({ machine, store, reporter, keysArrived }: RoomKeyWatch): void {
  machine.registerRoomKeyUpdatedCallback((keys: RoomKeyInfo[]) => {
    const rooms = new Set(keys.map(({ roomId }) => roomId.toString()).filter(isRoomId))
    // Later, as the library must not be called while it calls.
    setImmediate(() => {
      for (const roomId of rooms) keysArrived(roomId)
    })
    return Promise.resolve()
  })
  machine.registerRoomKeysWithheldCallback((withheld: RoomKeyWithheldInfo[]) => {
    for (const { roomId, withheldCode } of withheld) {
      const id = roomId.toString()
      const code = toWithheldCode(withheldCode)
      countWithheld(store.notes, code)
      if (isRoomId(id)) reporter.report({ kind: 'key-withheld', roomId: id, code })
    }
    return Promise.resolve()
  })
}
