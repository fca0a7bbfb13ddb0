/** The length of a day, in milliseconds. */
export const dayMs = 24 * 3_600_000

/** The number of the day (UTC) in which a time lies, both counted from 1970. */
export const dayOf = (time: number): number => Math.floor(time / dayMs)
