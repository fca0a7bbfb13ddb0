import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'

const packageSchema = v.object({ scripts: v.object({ start: v.string() }) })

/** What bounds memory, for the runtime and for the allocator below it. */
const boundsIn = (text: string) => new Set(text.match(/--max-[\w-]+=\d+|MALLOC_ARENA_MAX=\d+/g))

it.each(['Dockerfile', 'docs/deploy/hinweisbot.service'])('%s bounds memory as npm start does', (file) => {
  const { scripts } = v.parse(packageSchema, JSON.parse(readFileSync('package.json', 'utf8')))
  expect(boundsIn(scripts.start).size).toBe(3)
  expect(boundsIn(readFileSync(file, 'utf8'))).toEqual(boundsIn(scripts.start))
})
