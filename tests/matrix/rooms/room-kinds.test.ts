import { expect, it } from 'vitest'
import { createRoomKinds } from '../../../src/matrix/rooms/room-kinds.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

const room = roomId()
const two = { joined: [userId('anna'), userId('bot')], invited: [] }

function setUp(members: () => Promise<typeof two>) {
  const registry = new RoomRegistry({ rooms: () => new Map(), saveRoom: () => undefined })
  registry.update(room, { membership: 'joined' })
  const options = { isHelpdesk: () => false, isServiceDesk: () => false, registry, api: { members } }
  return { registry, kinds: createRoomKinds(options) }
}

it('asks who is in a room once', async () => {
  let asked = 0
  const { kinds } = setUp(() => {
    asked += 1
    return Promise.resolve(two)
  })
  expect([await kinds.kindOf(room), await kinds.kindOf(room)]).toEqual(['direct', 'direct'])
  expect(asked).toBe(1)
})

it('goes by what a sync tells while it asks who is in a room', async () => {
  const members = Promise.withResolvers<typeof two>()
  const { registry, kinds } = setUp(() => members.promise)
  const asked = kinds.kindOf(room)
  registry.remember(new Map([[room, { ...registry.get(room), joinedCount: 3, invitedCount: 0 }]]))
  members.resolve(two)
  expect(await asked).toBe('other')
  expect(await kinds.kindOf(room)).toBe('other')
})
