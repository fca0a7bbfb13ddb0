import { describe, expect, it, vi } from 'vitest'
import { DiskRows } from '../../../../src/matrix/encryption/store/disk-rows.ts'
import { DurableRecords } from '../../../../src/matrix/encryption/store/durable-records.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

const space = 'devices'
const value = new Uint8Array([1])
const keyOf = (number: number) => String(number).padStart(4, '0')

function setUp() {
  const records = new MemoryRecords()
  records.commit(Array.from({ length: 1_000 }, (_, i) => ({ kind: 'put', space, key: keyOf(2 * i), value })))
  const rows = new DiskRows(new DurableRecords(records), space)
  return { rows, page: vi.spyOn(records, 'page') }
}

describe('rows that stay on disk', () => {
  it('are read a few at a time by whoever needs a few', () => {
    const { rows, page } = setUp()
    expect(rows.after(keyOf(1_000)).next().value).toMatchObject({ key: keyOf(1_002) })
    expect(page.mock.results.flatMap(({ value: read }) => read as unknown[]).length).toBeLessThan(10)
  })

  it('come each once and in order, with what is not on disk yet', () => {
    const { rows } = setUp()
    rows.put(keyOf(5), value)
    rows.put(keyOf(6), undefined)
    rows.put(keyOf(9_999), value)
    const expected = Array.from({ length: 1_000 }, (_, i) => 2 * i).filter((number) => number !== 6)
    const all = [...expected, 5, 9_999].toSorted((a, b) => a - b).map(keyOf)
    expect([...rows.after('')].map(({ key }) => key)).toEqual(all)
  })
})
