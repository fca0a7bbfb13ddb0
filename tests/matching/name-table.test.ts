import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createNameTable, numberOf } from '../../src/matching/name-table.ts'

it('numbers names in their order, and knows no others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.array(fc.string()), (names, others) => {
      const table = createNameTable(names)
      expect(names.map((name) => numberOf(name, table))).toEqual(names.map((_name, number) => number))
      for (const other of others) if (!names.includes(other)) expect(numberOf(other, table)).toBeUndefined()
    }),
  )
})

it('keeps many names apart that differ in a letter', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `nword ${i.toString(36)}`)
  const table = createNameTable(names)
  expect(names.every((name, number) => numberOf(name, table) === number)).toBe(true)
  expect(names.some((name) => numberOf(`${name}-`, table) !== undefined)).toBe(false)
})
