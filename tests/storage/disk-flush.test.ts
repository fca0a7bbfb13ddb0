import path from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DiskFlush } from '../../src/storage/disk-flush.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

it('lets those who ask during a write share the next one', async () => {
  using directory = temporaryDirectory()
  const file = path.join(directory.path, 'file')
  writeFileSync(file, 'text')
  using flush = new DiskFlush(file)
  const first = flush.request()
  const second = flush.request()
  const third = flush.request()
  expect(second).toBe(third)
  expect(second).not.toBe(first)
  const order: string[] = []
  await Promise.all([second.then(() => order.push('second')), first.then(() => order.push('first'))])
  expect(order).toEqual(['first', 'second'])
  await flush.request()
})
