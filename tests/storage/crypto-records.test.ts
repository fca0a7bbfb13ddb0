import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SqliteCryptoRecords, StateInUseError } from '../../src/storage/crypto-records.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'crypto-records-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true })
})

const row = (key: string, byte: number) => ({ space: 'rooms', key, value: new Uint8Array([byte]) })

describe('the crypto records', () => {
  it('have after reopening what the commits left', () => {
    const path = join(directory, 'reopen.sqlite')
    {
      using records = new SqliteCryptoRecords(path)
      records.commit([
        { kind: 'put', ...row('a', 1) },
        { kind: 'put', ...row('b', 2) },
      ])
      records.commit([
        { kind: 'put', ...row('a', 3) },
        { kind: 'delete', space: 'rooms', key: 'b' },
        { kind: 'put', space: 'cleared', key: 'x', value: new Uint8Array() },
        { kind: 'clear', space: 'cleared' },
      ])
    }
    using records = new SqliteCryptoRecords(path)
    expect([...records.load()]).toEqual([row('a', 3)])
  })

  it('are refused to a second holder', () => {
    const path = join(directory, 'locked.sqlite')
    using holder = new SqliteCryptoRecords(path)
    expect([...holder.load()]).toEqual([])
    expect(() => new SqliteCryptoRecords(path)).toThrow(StateInUseError)
  })

  it('are readable by their owner only', () => {
    const path = join(directory, 'mode.sqlite')
    using records = new SqliteCryptoRecords(path)
    records.commit([{ kind: 'put', ...row('a', 1) }])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600)
  })
})
