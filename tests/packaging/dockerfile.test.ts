import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

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

  it('leaves out what writes notices and the program, and the bot runs without it', () => {
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain('src/workshop')
    using image = temporaryDirectory()
    cpSync('src', join(image.path, 'src'), {
      recursive: true,
      filter: (file) => relative('src', file) !== 'workshop',
    })
    cpSync('package.json', join(image.path, 'package.json'))
    symlinkSync(resolve('node_modules'), join(image.path, 'node_modules'))
    const { stdout, status } = spawnSync(process.execPath, ['src/main.ts', '--help'], {
      cwd: image.path,
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    for (const command of ['run', 'login', 'doctor', 'ask', 'check-knowledge', 'report'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    for (const command of ['evaluate', 'demo', 'fit', 'schemas'])
      expect(stdout).not.toContain(`  ${command} `)
  })

  it('keeps what no notice answers where a mounted folder cannot hide it', () => {
    expect(dockerfile).toMatch(/^COPY knowledge\/general \.\/shipped\/general$/m)
  })
})
