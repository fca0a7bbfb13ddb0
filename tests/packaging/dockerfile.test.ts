import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'

const packageSchema = v.object({ devDependencies: v.record(v.string(), v.string()) })

describe('the Dockerfile', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')
  const { devDependencies } = v.parse(packageSchema, JSON.parse(readFileSync('package.json', 'utf8')))

  it('runs the bot on the major version of Node.js that it is tested with', () => {
    const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => major)
    expect(images).toEqual(images.map(() => devDependencies['node']?.split('.')[0]))
    expect(images.length).toBeGreaterThan(0)
  })

  it('is given every file that it copies', () => {
    const given = readFileSync('.dockerignore', 'utf8')
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, files = '']) =>
      files.split(' ').slice(0, -1),
    )
    for (const file of copied) expect(given.split('\n')).toContain(`!${file.split('/')[0] ?? ''}`)
  })

  it('keeps what no notice answers where a mounted folder cannot hide it', () => {
    expect(dockerfile).toMatch(/^COPY knowledge\/general \.\/shipped\/general$/m)
  })
})
