import { UserId as CoreUserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { UserId } from '../ports/ids.ts'

/**
 * Users for the library, which takes the objects away, so that each call needs its own. Ids that it refuses are left out: rooms and
 * syncs may hold any, nobody of that name has a device, and a fault would keep back all that came along with them.
 */
export function toCoreUsers(users: readonly UserId[]): CoreUserId[] {
  return users.flatMap((user) => {
    try {
      return [new CoreUserId(user)]
    } catch {
      return []
    }
  })
}
