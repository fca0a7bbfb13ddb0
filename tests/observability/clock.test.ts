import { describe, expect, it } from 'vitest'
import { Clock } from '../../src/observability/clock.ts'
import { Health } from '../../src/observability/health.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const day = 86_400_000
const dateOf = (ms: number) => new Date(ms).toUTCString()

function clockAt(now: number) {
  const told: (number | 'right')[] = []
  const clock = new Clock({
    now: () => now,
    onWrong: (seconds) => told.push(seconds),
    onRight: () => told.push('right'),
  })
  return { clock, told }
}

describe('the comparison of clocks', () => {
  it('says nothing as long as they agree within minutes', () => {
    const { clock, told } = clockAt(noon)
    for (const offset of [0, -60_000, 200_000]) clock.observe(dateOf(noon + offset))
    expect({ told, right: clock.isRight, seconds: clock.offsetSeconds }).toEqual({
      ...{ told: [], right: true, seconds: 200 },
    })
  })

  it('tells of a wrong one once, and when it is right again', () => {
    const { clock, told } = clockAt(noon + day)
    clock.observe(dateOf(noon))
    clock.observe(dateOf(noon))
    expect({ told, right: clock.isRight }).toEqual({ told: [-86_400], right: false })
    clock.observe(dateOf(noon + day))
    expect({ told, right: clock.isRight }).toEqual({ told: [-86_400, 'right'], right: true })
  })

  it('confirms the clock once an answer has come, and no wrong one', () => {
    const { clock } = clockAt(noon)
    const confirmed = [clock.isConfirmed]
    for (const date of [noon, noon + day, noon]) {
      clock.observe(dateOf(date))
      confirmed.push(clock.isConfirmed)
    }
    expect(confirmed).toEqual([false, true, false, true])
  })

  it.each([undefined, null, '', 'yesterday'])('passes over the date %j', (date) => {
    const { clock, told } = clockAt(noon)
    clock.observe(date)
    expect({ told, seconds: clock.offsetSeconds }).toEqual({ told: [], seconds: undefined })
  })

  it('shows in what /ready says', () => {
    const { clock } = clockAt(noon)
    const health = new Health(() => noon, clock)
    expect(health.report()).not.toHaveProperty('remark')
    clock.observe(dateOf(noon - day))
    expect(health.report()).toMatchObject({
      clockOffsetSeconds: -86_400,
      remark: expect.stringContaining("clock is not the homeserver's") as string,
    })
  })
})
