import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { startLine } from '../support/start-script.ts'

/** Limits of memory, for the runtime and for the allocator below it. */
const boundsIn = (text: string) => new Set(text.match(/--max-[\w-]+=\d+|MALLOC_ARENA_MAX=\d+/g))

it.each(['Dockerfile', 'docs/deploy/hinweisbot.service'])('%s bounds memory as npm start does', (file) => {
  const bounds = boundsIn(startLine())
  expect(bounds.size).toBe(3)
  expect(boundsIn(readFileSync(file, 'utf8'))).toEqual(bounds)
})
