import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { isRoomId } from '../../../src/matrix/ports/ids.ts'
import type { RoomId } from '../../../src/matrix/ports/ids.ts'
import { NamedRooms } from '../../../src/matrix/rooms/named-rooms.ts'

const key = 'rooms.helpdesk'
const halfAnHourMs = 30 * 60_000

function roomId(text: string): RoomId {
  if (!isRoomId(text)) throw new TypeError('no room id')
  return text
}
const helpdesk = roomId('!helpdesk:staff.test')
const other = roomId('!other:staff.test')
const replacement = roomId('!replacement:staff.test')

/** Rooms by their aliases, and what is told of them. */
async function found(names: readonly string[], directory: Map<string, RoomId | MatrixRequestError>) {
  const told: unknown[] = []
  const rooms = await NamedRooms.find({
    key,
    rooms: new Map(names.map((name) => [name, name])),
    api: {
      resolveAlias: (alias) => {
        const answer = directory.get(alias)
        return answer instanceof MatrixRequestError ? Promise.reject(answer) : Promise.resolve(answer)
      },
    },
    events: {
      roomUnknown: (data) => told.push(['unknown', data]),
      roomFound: (data) => told.push(['found', data]),
    },
    registry: { withReplaced: (id) => (id === replacement ? [replacement, helpdesk] : [id]) },
  })
  return { rooms, told }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('rooms of the configuration', () => {
  it('are known by id and by alias', async () => {
    const { rooms, told } = await found([other, '#it:staff.test'], new Map([['#it:staff.test', helpdesk]]))
    expect([rooms.has(other), rooms.has(helpdesk), told]).toEqual([true, true, []])
  })

  it('are also those that replaced them', async () => {
    const { rooms } = await found([helpdesk], new Map())
    expect([rooms.get(replacement), rooms.has(replacement), rooms.first]).toEqual([helpdesk, true, helpdesk])
  })

  it('are told of if an alias leads nowhere, and are served once it leads to a room', async () => {
    const directory = new Map<string, RoomId>()
    const { rooms, told } = await found([other, '#it:staff.test'], directory)
    expect([rooms.has(other), rooms.has(helpdesk)]).toEqual([true, false])
    expect(told).toEqual([['unknown', { key, room: '#it:staff.test' }]])
    await vi.advanceTimersByTimeAsync(halfAnHourMs)
    expect(told).toHaveLength(1)
    directory.set('#it:staff.test', helpdesk)
    await vi.advanceTimersByTimeAsync(halfAnHourMs)
    expect([rooms.has(helpdesk), rooms.get(helpdesk)]).toEqual([true, '#it:staff.test'])
    expect(told.slice(1)).toEqual([['found', { key, room: '#it:staff.test' }]])
  })

  it('do not stop the bot if the homeserver fails when it is asked', async () => {
    const error = new MatrixRequestError({ kind: 'server', method: 'GET', path: '/', status: 502 })
    const { rooms, told } = await found(['#it:staff.test'], new Map([['#it:staff.test', error]]))
    expect(rooms.has(helpdesk)).toBe(false)
    expect(told).toEqual([['unknown', { key, room: '#it:staff.test', error }]])
  })

  it('do not keep the bot waiting for a homeserver that takes its time', async () => {
    const answer = Promise.withResolvers<RoomId>()
    const finding = NamedRooms.find({
      ...{ key, rooms: new Map([['#it:away.test', true]]), api: { resolveAlias: () => answer.promise } },
      events: { roomUnknown: () => undefined, roomFound: () => undefined },
      registry: { withReplaced: (id) => [id] },
    })
    await vi.advanceTimersByTimeAsync(10_000)
    const rooms = await finding
    expect(rooms.has(helpdesk)).toBe(false)
    answer.resolve(helpdesk)
    await vi.advanceTimersByTimeAsync(0)
    expect([rooms.has(helpdesk), rooms.first]).toEqual([true, helpdesk])
  })
})
