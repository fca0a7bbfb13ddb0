import { dayMs, dayOf } from '../day.ts'

/** The days (UTC, ISO 8601) from one time to another, both in milliseconds since 1970 and both included. */
export function daysFrom(from: number, to: number): readonly string[] {
  const first = dayOf(from)
  const length = Math.max(0, dayOf(to) - first + 1)
  return Array.from({ length }, (_, i) => new Date((first + i) * dayMs).toISOString().slice(0, 10))
}

/** The time at which a period of so many days that ends at `to` begins. */
export const periodOf = (days: number, to: number) => ({ from: to - (days - 1) * dayMs, to })
