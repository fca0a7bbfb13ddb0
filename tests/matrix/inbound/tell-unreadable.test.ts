import { describe, expect, it } from 'vitest'
import { dayMs } from '../../../src/day.ts'
import { createTellUnreadable } from '../../../src/matrix/inbound/tell-unreadable.ts'
import { roomEvent, roomId } from '../../support/matrix-events.ts'

describe('who wrote what can’t be read', () => {
  const tellUnreadable = () =>
    createTellUnreadable({
      kinds: { kindOf: () => Promise.resolve('direct') },
      encryption: { encrypt: (_, event) => Promise.resolve(event) },
      unreadableNotice: () => ({ language: 'de', blocks: [] }),
    })
  const late = { reason: 'missing key', age: 180_000, mayComeYet: true }
  const on = (day: number) => roomEvent({ timestamp: day * dayMs })

  it('is told once a day in each room', async () => {
    const tell = tellUnreadable()
    expect(await tell(roomId('a'), { ...late, event: on(1) })).toHaveLength(1)
    expect(await tell(roomId('a'), { ...late, event: on(1) })).toEqual([])
    expect(await tell(roomId('b'), { ...late, event: on(1) })).toHaveLength(1)
    expect(await tell(roomId('a'), { ...late, event: on(2) })).toHaveLength(1)
  })

  it('is told once of what waits since two days', async () => {
    const tell = tellUnreadable()
    const told = []
    for (const day of [1, 2, 1, 2]) told.push(await tell(roomId(), { ...late, event: on(day) }))
    expect(told.map(({ length }) => length)).toEqual([1, 1, 0, 0])
  })

  it('is told nothing while the key may be on its way', async () => {
    expect(await tellUnreadable()(roomId(), { ...late, age: 1_000, event: on(1) })).toEqual([])
  })
})
