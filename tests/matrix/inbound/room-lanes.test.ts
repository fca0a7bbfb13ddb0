import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { RoomLanes } from '../../../src/matrix/inbound/room-lanes.ts'
import type { LaneStep } from '../../../src/matrix/inbound/room-lanes.ts'
import type { RoomId } from '../../../src/matrix/ports/ids.ts'
import { roomId } from '../../support/matrix-events.ts'

const create = (step: (roomId: RoomId) => Promise<LaneStep>, concurrency = 4) =>
  new RoomLanes({ step, concurrency, onFault: () => undefined })

describe('the rooms', () => {
  it('are worked through side by side, each one step after the other', async () => {
    const running = new Map<RoomId, number>()
    const left = new Map([
      [roomId('a'), 3],
      [roomId('b'), 3],
    ])
    let together = 0
    await using lanes = create(async (room) => {
      running.set(room, (running.get(room) ?? 0) + 1)
      expect(running.get(room)).toBe(1)
      together = Math.max(together, [...running.values()].filter((count) => count > 0).length)
      await delay(5)
      running.set(room, 0)
      const remaining = (left.get(room) ?? 0) - 1
      left.set(room, remaining)
      return remaining > 0 ? 'more' : 'empty'
    })
    for (const room of left.keys()) lanes.wake(room)
    await lanes.drained()
    expect([...left.values()]).toEqual([0, 0])
    expect(together).toBe(2)
  })

  it('do not wait for one that pauses', async () => {
    const done: RoomId[] = []
    await using lanes = create((room) => {
      if (room === roomId('slow')) return Promise.resolve({ retryInMs: 60_000 })
      done.push(room)
      return Promise.resolve('empty')
    }, 1)
    lanes.wake(roomId('slow'))
    lanes.wake(roomId('quick'))
    await lanes.drained()
    expect(done).toEqual([roomId('quick')])
  })

  it('take up what was announced while they were at work', async () => {
    let steps = 0
    await using lanes = create(async () => {
      steps++
      await delay(5)
      return 'empty'
    })
    lanes.wake(roomId())
    lanes.wake(roomId())
    await lanes.drained()
    expect(steps).toBe(2)
  })

  it('begin nothing new once they are disposed of, and finish what was begun', async () => {
    let finished = 0
    const lanes = create(async () => {
      await delay(10)
      finished++
      return 'more'
    })
    lanes.wake(roomId())
    await lanes[Symbol.asyncDispose]()
    await delay(30)
    expect(finished).toBe(1)
  })
})
