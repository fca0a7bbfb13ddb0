import { describe, expect, it } from 'vitest'
import { Limits } from '../../../src/matrix/inbound/limits.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

function createLimits(perPersonPerMinute: number, perRoomPerMinute: number) {
  const clock = { now: 0 }
  const limits = new Limits({ perPersonPerMinute, perRoomPerMinute }, () => clock.now)
  return { clock, take: (who = 'anna', room = 'room') => limits.take(roomId(room), userId(who)) }
}

describe('the limit', () => {
  it('is told once and then kept in silence', () => {
    const { take } = createLimits(2, 0)
    expect([take(), take()]).toEqual([{ allowed: true }, { allowed: true }])
    expect(take()).toEqual({ allowed: false, by: 'person', first: true })
    expect(take()).toEqual({ allowed: false, by: 'person', first: false })
  })

  it('of one person does not touch another', () => {
    const { take } = createLimits(1, 0)
    take('anna')
    take('anna')
    expect(take('ben')).toEqual({ allowed: true })
  })

  it('of a room holds for all in it together', () => {
    const { take } = createLimits(0, 2)
    take('anna')
    take('ben')
    expect(take('cleo')).toEqual({ allowed: false, by: 'room', first: true })
    expect(take('cleo', 'other')).toEqual({ allowed: true })
  })

  it('ends after a minute of silence, but not for whoever goes on', () => {
    const { clock, take } = createLimits(2, 0)
    for (let i = 0; i < 3; i++) take()
    clock.now += 59_000
    expect(take().allowed).toBe(false)
    clock.now += 59_000
    expect(take().allowed).toBe(false)
    clock.now += 60_000
    expect(take().allowed).toBe(true)
  })

  it('holds in bounded memory against any number of people', () => {
    const { take } = createLimits(1, 0)
    for (let i = 0; i < 20_000; i++) take(`user${i}`)
    expect(take('user19999').allowed).toBe(false)
    expect(take('user0').allowed).toBe(true)
  })
})
