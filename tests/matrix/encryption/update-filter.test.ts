import { describe, expect, it } from 'vitest'
import { UpdateFilter } from '../../../src/matrix/encryption/update-filter.ts'
import type { EncryptionUpdate } from '../../../src/matrix/ports/encryption.ts'
import { userId } from '../../support/matrix-events.ts'

const quiet: EncryptionUpdate = {
  toDevice: [],
  changedDevices: [],
  leftDevices: [],
  oneTimeKeyCounts: { signed_curve25519: 50 },
  unusedFallbackKeyTypes: ['signed_curve25519'],
}

const news: readonly [string, Partial<EncryptionUpdate>][] = [
  ['a message to the device', { toDevice: [{}] }],
  ['changed devices', { changedDevices: [userId('anna')] }],
  ['people who are gone', { leftDevices: [userId('anna')] }],
  ['a used one-time key', { oneTimeKeyCounts: { signed_curve25519: 49 } }],
  ['no count of one-time keys', { oneTimeKeyCounts: {} }],
  ['a used fallback key', { unusedFallbackKeyTypes: [] }],
]

describe('an update of the sync is passed on to the library', () => {
  it('the first time, and then only if it says something new', () => {
    const updates = new UpdateFilter(() => 0)
    expect([quiet, quiet, quiet].map((update) => updates.hasNews(update))).toEqual([true, false, false])
  })

  it.each(news)('if there is %s', (_, change) => {
    const updates = new UpdateFilter(() => 0)
    updates.hasNews(quiet)
    expect(updates.hasNews({ ...quiet, ...change })).toBe(true)
  })

  it('at least every 20 seconds, since it keeps time by them', () => {
    let time = 0
    const updates = new UpdateFilter(() => time)
    updates.hasNews(quiet)
    time = 19_999
    expect(updates.hasNews(quiet)).toBe(false)
    time = 20_000
    expect(updates.hasNews(quiet)).toBe(true)
  })
})
