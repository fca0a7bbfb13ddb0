const dayMs = 24 * 3_600_000

/** The days (UTC, ISO 8601) from one time to another, both in milliseconds since 1970 and both included. */
export function daysFrom(from: number, to: number): readonly string[] {
  const first = Math.floor(from / dayMs)
  const length = Math.max(0, Math.floor(to / dayMs) - first + 1)
  return Array.from({ length }, (_, i) => new Date((first + i) * dayMs).toISOString().slice(0, 10))
}

/** The time at which a period of so many days that ends at `to` begins. */
export const periodOf = (days: number, to: number) => ({ from: to - (days - 1) * dayMs, to })
