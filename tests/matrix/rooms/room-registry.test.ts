import { describe, expect, it, vi } from 'vitest'
import { serializeRoomFacts, unknownRoom } from '../../../src/matrix/rooms/room-facts.ts'
import type { RoomFacts } from '../../../src/matrix/rooms/room-facts.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { createServiceDesk } from '../../../src/matrix/rooms/service-desk.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

const [old, next] = [roomId('old'), roomId('next')]
const joined: RoomFacts = { ...unknownRoom, membership: 'joined' }

function registryOf(rooms: readonly (readonly [string, Partial<RoomFacts>])[] = []) {
  const stored = rooms.map(([id, facts]) => [id, serializeRoomFacts({ ...joined, ...facts }) ?? ''] as const)
  return new RoomRegistry({ rooms: () => new Map(stored), saveRoom: () => undefined })
}

it.each([
  ['by itself', [], [next]],
  ['with the room that it replaces', [[next, { predecessor: old }]], [next, old]],
  [
    'once each if they replace each other',
    [
      [next, { predecessor: old }],
      [old, { predecessor: next }],
    ],
    [next, old],
  ],
] as const)('tells a room %s', (_, rooms, expected) => {
  expect(registryOf(rooms).withReplaced(next)).toEqual(expected)
})

it.each([
  ['one that was refused, or withdrawn', {}, 0],
  ['one to a room that is known to be encrypted', { encrypted: true }, 1],
  ['one that was followed', { membership: 'joined', introduced: true }, 1],
] as const)('keeps nothing of an invitation but what is known of the room: %s', (_, change, rooms) => {
  const saved = new Map<string, string>()
  const registry = new RoomRegistry({
    rooms: () => saved,
    saveRoom: (id, facts) => {
      if (facts === undefined) saved.delete(id)
      else saved.set(id, facts)
    },
  })
  registry.update(old, { membership: 'invited', inviter: userId('eve'), invitedAsDirect: true })
  expect([registry.invited(), saved.size]).toEqual([[old], 1])
  registry.update(old, change)
  registry.update(old, { membership: 'left' })
  expect(saved.size).toBe(rooms)
  expect(registry.get(old) === unknownRoom).toBe(rooms === 0)
})

describe('the room that replaced another one', () => {
  it('is known over a restart', () => {
    expect(registryOf([[next, { predecessor: old }]]).successorOf(old)).toBe(next)
  })

  it.each([
    [
      'an update',
      (registry: RoomRegistry) => {
        registry.update(next, { ...joined, predecessor: old })
      },
    ],
    [
      'a sync',
      (registry: RoomRegistry) => {
        registry.remember(new Map([[next, { ...joined, predecessor: old }]]))
      },
    ],
  ])('is known from %s, as long as the bot is in it', (_, learn) => {
    const registry = registryOf()
    learn(registry)
    expect(registry.successorOf(old)).toBe(next)
    registry.update(next, { membership: 'left' })
    expect(registry.successorOf(old)).toBeUndefined()
  })

  it('is found without a look at any other room', () => {
    const others = Array.from({ length: 1_000 }, (_, number) => [roomId(`other${number}`), {}] as const)
    const registry = registryOf([[old, {}], [next, { predecessor: old }], ...others])
    const look = vi.spyOn(registry, 'get')
    const serviceDesk = createServiceDesk(
      () => old,
      registry,
      () => 0,
    )
    expect(serviceDesk(roomId('other1'))).toBe(next)
    expect(look.mock.calls.length).toBeLessThanOrEqual(3)
  })
})
