import { describe, expect, it } from 'vitest'
import { backoffMs, withRetries } from '../../../src/matrix/client/backoff.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'

const fault = (data: { kind: 'server' | 'rate-limited' | 'refused'; retryAfterMs?: number }) =>
  new MatrixRequestError({ method: 'GET', path: '/', ...data })

describe('the pause before the next attempt', () => {
  it('grows with each failure up to a bound', () => {
    const pauses = [1, 2, 3, 20].map((failures) => backoffMs(failures, undefined, () => 1))
    expect(pauses).toEqual([500, 1000, 2000, 30_000])
  })

  it('is never shorter than the server asks for', () => {
    const error = fault({ kind: 'rate-limited', retryAfterMs: 5000 })
    expect(backoffMs(1, error, () => 0)).toBeGreaterThanOrEqual(5000)
  })

  it('is spread by chance', () => {
    expect(backoffMs(1, undefined, () => 0)).toBe(250)
  })
})

describe('retrying', () => {
  const options = { attempts: 3, signal: new AbortController().signal, random: () => 0 }

  it('returns the first success', async () => {
    let attempts = 0
    const operation = () =>
      ++attempts < 2 ? Promise.reject(fault({ kind: 'server' })) : Promise.resolve('done')
    await expect(withRetries(operation, options)).resolves.toBe('done')
  })

  it('tells of each pause', async () => {
    const told: unknown[] = []
    let attempts = 0
    const operation = () =>
      ++attempts < 3 ? Promise.reject(fault({ kind: 'server' })) : Promise.resolve('done')
    await withRetries(operation, { ...options, onRetry: (_error, retryInMs) => told.push(retryInMs) })
    expect(told).toEqual([250, 500])
  })

  it('does not repeat what the server refused for good', async () => {
    let attempts = 0
    const operation = () => {
      attempts++
      return Promise.reject(fault({ kind: 'refused' }))
    }
    await expect(withRetries(operation, options)).rejects.toMatchObject({ kind: 'refused' })
    expect(attempts).toBe(1)
  })
})
