import { expect, it } from 'vitest'
import { runFuzz } from './fuzz.ts'

it('decodes 5,000 malformed inputs without an error', () => {
  const { failures, polluted } = runFuzz(5_000, 11)
  expect(failures).toEqual([])
  expect(polluted).toBe(false)
})
