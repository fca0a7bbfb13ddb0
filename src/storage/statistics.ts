import { integer, text } from './database.ts'
import type { Database } from './database.ts'

/** A kind of count. The subject says what is counted: an entry's id, a reason, a word of a closed set. */
const measures = [
  'outcome',
  'addressing',
  'language',
  'answer',
  'suggestion',
  'decline',
  'open-named',
  'open-ambiguous',
  'open-uncertain',
  'open-unrelated',
  'open-vague',
  'ignored',
  'command',
  'limited',
  'feedback-up',
  'feedback-down',
  'response-time',
] as const

export type Measure = (typeof measures)[number]

export interface Count {
  readonly measure: Measure
  readonly subject: string
}

export interface DailyCount extends Count {
  /** ISO 8601 date, in UTC. */
  readonly day: string
  /** At least 1. */
  readonly number: number
}

/** Subject of everything beyond a day's limit of subjects. */
export const otherSubjects = 'other'

const maxSubjectsPerDay = 2_000
const maxSubjectLength = 100

/** How often what happened, day by day: the only thing that stays of a message once it is handled. */
export class Statistics {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** Counts each once, today. */
  add(counts: readonly Count[]): void {
    const day = toDay(this.#now())
    this.#database.transaction(() => {
      for (const { measure, subject } of counts) {
        const short = subject.slice(0, maxSubjectLength)
        if (this.#increase(day, measure, short)) continue
        this.#insert(day, measure, this.#isFull(day) ? otherSubjects : short)
      }
    })
  }

  /** All counts from the day of `since` (milliseconds since 1970) on, the oldest day first. */
  daily(since: number): readonly DailyCount[] {
    const rows = this.#database.all(
      'SELECT * FROM statistics WHERE day >= ? ORDER BY day, measure, subject',
      toDay(since),
    )
    return rows.flatMap((row) => {
      const measure = measures.find((name) => name === row['measure'])
      return measure === undefined
        ? []
        : [
            {
              day: text(row, 'day'),
              measure,
              subject: text(row, 'subject'),
              number: integer(row, 'number'),
            },
          ]
    })
  }

  /** Forgets the days that ended before `time` (milliseconds since 1970); returns the number of counts forgotten. */
  purge(time: number): number {
    return this.#database.run('DELETE FROM statistics WHERE day < ?', toDay(time))
  }

  #increase(day: string, measure: Measure, subject: string): boolean {
    const sql = 'UPDATE statistics SET number = number + 1 WHERE day = ? AND measure = ? AND subject = ?'
    return this.#database.run(sql, day, measure, subject) > 0
  }

  #insert(day: string, measure: Measure, subject: string): void {
    this.#database.run(
      `INSERT INTO statistics (day, measure, subject, number) VALUES (?, ?, ?, 1)
       ON CONFLICT (day, measure, subject) DO UPDATE SET number = number + 1`,
      ...[day, measure, subject],
    )
  }

  #isFull(day: string): boolean {
    const row = this.#database.get('SELECT count(*) AS number FROM statistics WHERE day = ?', day)
    return row !== undefined && integer(row, 'number') >= maxSubjectsPerDay
  }
}

const toDay = (time: number) => new Date(time).toISOString().slice(0, 10)
