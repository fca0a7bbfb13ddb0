import { expect, it } from 'vitest'
import { isUserId } from '../../../src/matrix/ports/ids.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import { createAccess } from '../../../src/matrix/rooms/access.ts'
import { createHandleInvitation } from '../../../src/matrix/rooms/handle-invitation.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { roomId, userId } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'

function foreign(id: string): UserId {
  if (!isUserId(id)) throw new TypeError('no user id')
  return id
}

/** Handles an invitation of this age; tells the requests to the homeserver, and the result. */
async function handled(inviter: UserId, ageMs: number, inviters: readonly string[] = []) {
  const asked: string[] = []
  const registry = new RoomRegistry({ rooms: () => new Map(), saveRoom: () => undefined })
  registry.update(roomId(), { membership: 'invited' })
  const done = (what: string) => () => {
    asked.push(what)
    return Promise.resolve()
  }
  const handle = createHandleInvitation({
    ...{ self: userId('bot'), registry, events: silentEvents, now: () => 10_000 },
    access: createAccess({ inviters, rooms: [], blocked: [] }, registry),
    api: { join: done('join'), leave: done('leave') },
  })
  const handling = await handle({ roomId: roomId(), inviter, receivedAt: 10_000 - ageMs })
  return { asked, kind: handling.kind }
}

it('gives another server time to know of its invitation before it is refused', async () => {
  const ben = foreign('@ben:elsewhere.test')
  expect(await handled(ben, 100)).toEqual({ asked: [], kind: 'postponed' })
  expect(await handled(ben, 2_000)).toEqual({ asked: ['leave'], kind: 'settled' })
})

it('refuses an invitation of its own server at once, and follows an admitted one', async () => {
  expect(await handled(userId('ben'), 0)).toEqual({ asked: ['leave'], kind: 'settled' })
  const all = ['@*:*']
  expect(await handled(foreign('@ben:elsewhere.test'), 0, all)).toEqual({ asked: ['join'], kind: 'settled' })
})
