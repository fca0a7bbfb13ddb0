import { describe, expect, it } from 'vitest'
import { createConfirmUpgrade } from '../../../src/matrix/rooms/confirm-upgrade.ts'
import { createFollowUpgrade } from '../../../src/matrix/rooms/follow-upgrade.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import type { RoomId } from '../../../src/matrix/ports/ids.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

const old = roomId('old')
const eves = roomId('eves')
const next = roomId('next')
const anna = userId('anna')
const eve = userId('eve')

/** Rooms as they are on the homeserver, and what the bot makes of a tombstone in one of them. */
function stage({ predecessor = old, isOpen = true }: { predecessor?: RoomId; isOpen?: boolean } = {}) {
  const registry = new RoomRegistry({ rooms: () => new Map(), saveRoom: () => undefined })
  registry.update(old, { membership: 'joined', inviter: anna, introduced: true })
  registry.update(eves, { membership: 'joined', inviter: eve })
  const state: Record<string, unknown> = {
    [`${next} m.room.create`]: { predecessor: { room_id: predecessor } },
    [`${old} m.room.tombstone`]: { replacement_room: next },
    [`${eves} m.room.tombstone`]: { replacement_room: next },
    [`${old} m.room.power_levels`]: { users: { [anna]: 100 } },
    [`${eves} m.room.power_levels`]: { users: { [eve]: 100 } },
  }
  const calls: string[] = []
  const api = {
    state: (room: RoomId, type: string) => Promise.resolve(state[`${room} ${type}`]),
    creators: () => Promise.resolve([]),
    join: (room: RoomId) => {
      if (!isOpen)
        return Promise.reject(new MatrixRequestError({ kind: 'refused', method: 'POST', path: '' }))
      calls.push(`join ${room}`)
      return Promise.resolve()
    },
    leave: (room: RoomId) => {
      calls.push(`leave ${room}`)
      return Promise.resolve()
    },
  }
  const told: boolean[] = []
  const confirmUpgrade = createConfirmUpgrade({ api, registry })
  const events = { upgraded: ({ followed }: { followed: boolean }) => void told.push(followed) }
  const follow = createFollowUpgrade({ api, registry, confirmUpgrade, events })
  return { registry, calls, told, follow, confirmUpgrade, state }
}

describe('a room is taken for the successor of another one', () => {
  it('if both say so', async () => {
    const { registry, calls, told, follow } = stage()
    await follow(old, next, anna)
    expect([calls, told]).toEqual([[`join ${next}`], [true]])
    expect(registry.get(next)).toMatchObject({ predecessor: old, inviter: anna, introduced: true })
  })

  it('once an invitation came, if it was closed before', async () => {
    const { registry, told, follow, confirmUpgrade } = stage({ isOpen: false })
    await follow(old, next, anna)
    expect([told, registry.get(next).predecessor]).toEqual([[false], undefined])
    registry.update(next, { membership: 'joined', inviter: anna })
    expect(await confirmUpgrade(next)).toBe(old)
  })

  it('if the bot is there before the old one is closed, without its own facts being touched', async () => {
    const { registry, calls, told, follow } = stage()
    registry.update(next, { membership: 'joined', inviter: eve })
    await follow(old, next, anna)
    expect([calls, told]).toEqual([[], [true]])
    expect(registry.get(next)).toMatchObject({ predecessor: old, inviter: eve })
  })
})

describe('a room is not taken for the successor', () => {
  it('of a room that it does not name', async () => {
    const { registry, told, follow } = stage()
    await follow(old, next, anna)
    registry.update(next, { membership: 'joined' })
    await follow(eves, next, eve)
    expect(told).toEqual([true, false])
    expect(registry.get(next)).toMatchObject({ predecessor: old, inviter: anna })
  })

  it('by a tombstone alone: what was entered for it is left', async () => {
    const { registry, calls, told, follow } = stage({ predecessor: roomId('nowhere') })
    await follow(eves, next, eve)
    expect([calls, told]).toEqual([[`join ${next}`, `leave ${next}`], [false]])
    expect(registry.get(next)).toMatchObject({ predecessor: undefined, inviter: undefined })
  })

  it('of the room whose tombstone led there, if it is that of another one', async () => {
    const { registry, told, follow } = stage()
    await follow(eves, next, eve)
    expect(told).toEqual([false])
    expect(registry.get(next)).toMatchObject({ predecessor: old, inviter: anna })
  })

  it('of a room that names another one', async () => {
    const { state, confirmUpgrade } = stage()
    state[`${old} m.room.tombstone`] = { replacement_room: roomId('other') }
    expect(await confirmUpgrade(next)).toBeUndefined()
  })

  it('by somebody who may not close the old one', async () => {
    const { calls, told, follow } = stage()
    await follow(old, next, eve)
    expect([calls, told]).toEqual([[], [false]])
  })
})
