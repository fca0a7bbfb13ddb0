import { describe, expect, it } from 'vitest'
import { dayMs } from '../../src/day.ts'
import { Database } from '../../src/storage/database.ts'
import { otherSubjects, Statistics } from '../../src/storage/statistics.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const monday = Date.UTC(2026, 5, 1, 12)
const location = { measure: 'answer', subject: 'server-location' } as const

function open(directory: string, now: () => number = () => monday) {
  const database = Database.open(directory)
  return {
    statistics: new Statistics(database, now),
    [Symbol.dispose]: () => {
      database[Symbol.dispose]()
    },
  }
}

describe('the statistics', () => {
  it('count by day, measure and subject, and keep it over a restart', () => {
    using directory = temporaryDirectory()
    let now = monday
    {
      using before = open(directory.path, () => now)
      before.statistics.add([location, location, { measure: 'feedback-up', subject: 'server-location' }])
    }
    now += dayMs
    using after = open(directory.path, () => now)
    after.statistics.add([location])
    expect(after.statistics.daily(monday)).toEqual([
      { day: '2026-06-01', ...location, number: 2 },
      { day: '2026-06-01', measure: 'feedback-up', subject: 'server-location', number: 1 },
      { day: '2026-06-02', ...location, number: 1 },
    ])
    expect(after.statistics.daily(now).map(({ day }) => day)).toEqual(['2026-06-02'])
  })

  it('forget whole days that ended before a time', () => {
    using directory = temporaryDirectory()
    let now = monday
    using opened = open(directory.path, () => now)
    opened.statistics.add([location])
    now += dayMs
    opened.statistics.add([location])
    expect(opened.statistics.purge(monday + 1)).toBe(0)
    expect(opened.statistics.purge(now)).toBe(1)
    expect(opened.statistics.daily(0)).toEqual([{ day: '2026-06-02', ...location, number: 1 }])
  })

  it('stay small whatever is counted', () => {
    using directory = temporaryDirectory()
    using opened = open(directory.path)
    const many = Array.from({ length: 2_500 }, (_, i) => ({ measure: 'answer', subject: `s${i}` }) as const)
    opened.statistics.add(many)
    opened.statistics.add([{ measure: 'answer', subject: 's1' }])
    const daily = opened.statistics.daily(0)
    expect(daily.length).toBeLessThanOrEqual(2_001)
    expect(daily.find(({ subject }) => subject === otherSubjects)?.number).toBe(500)
    expect(daily.find(({ subject }) => subject === 's1')?.number).toBe(2)
    expect(daily.reduce((sum, { number }) => sum + number, 0)).toBe(2_501)
  })

  it('are read beside a bot that writes them, without a change to the database', () => {
    using directory = temporaryDirectory()
    using opened = open(directory.path)
    opened.statistics.add([location])
    using reader = Database.openForReading(directory.path)
    const read = new Statistics(reader, () => monday)
    opened.statistics.add([location])
    expect(read.daily(0)).toEqual([{ day: '2026-06-01', ...location, number: 2 }])
    expect(() => {
      read.add([location])
    }).toThrow(/readonly/)
  })

  it('cannot be read where no bot has run', () => {
    using directory = temporaryDirectory()
    expect(() => Database.openForReading(directory.path)).toThrow(/there is no database/)
  })
})
