import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { SqliteCryptoRecords } from '../../src/storage/crypto-records.ts'
import { Database } from '../../src/storage/database.ts'
import { ProcessLock } from '../../src/storage/process-lock.ts'
import { findNoAccess, prepareStateDirectory, StateError } from '../../src/storage/state-directory.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const isRoot = process.geteuid?.() === 0
const mode = (file: string) => statSync(file).mode & 0o777

describe('the state directory', () => {
  it('is created for its owner only, and so are its files', () => {
    using parent = temporaryDirectory()
    const directory = path.join(parent.path, 'a', 'state')
    prepareStateDirectory(directory)
    using database = Database.open(directory)
    database.run('INSERT INTO settings (key, value) VALUES (?, ?)', 'k', 'v')
    expect(mode(directory)).toBe(0o700)
    for (const file of ['state.sqlite', 'state.sqlite-wal', 'state.sqlite-shm']) {
      expect(mode(path.join(directory, file))).toBe(0o600)
    }
  })

  it('may be a link to a directory', () => {
    using parent = temporaryDirectory()
    const link = path.join(parent.path, 'state')
    mkdirSync(path.join(parent.path, 'real'), { mode: 0o700 })
    symlinkSync('real', link)
    prepareStateDirectory(link)
    Database.open(link)[Symbol.dispose]()
    expect(mode(path.join(parent.path, 'real', 'state.sqlite'))).toBe(0o600)
  })

  it('is named with the reason if it can be none', () => {
    using parent = temporaryDirectory()
    const file = path.join(parent.path, 'file')
    writeFileSync(file, '')
    expect(() => {
      prepareStateDirectory(file)
    }).toThrow(`${file} is not a directory`)
    expect(() => {
      prepareStateDirectory(path.join(file, 'state'))
    }).toThrow(/file\/state cannot be created \(ENOTDIR: a file stands/)
  })

  it.skipIf(isRoot)('is refused with its mode if its owner may not write', () => {
    using directory = temporaryDirectory()
    chmodSync(directory.path, 0o500)
    expect(
      complaintOf(() => {
        prepareStateDirectory(directory.path)
      }),
    ).toMatchObject({
      message: `${directory.path} cannot be written (mode 0500)`,
      hint: `chmod 0700 ${directory.path}`,
    })
  })

  it.skipIf(isRoot)('has an owner who is named where this user may not write', () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'lock.sqlite')
    writeFileSync(file, '', { mode: 0o600 })
    const ofRoot = Object.assign(statSync(file), { uid: 0 })
    expect(findNoAccess(file, ofRoot)).toBeUndefined()
    chmodSync(file, 0o000)
    const self = String(process.geteuid?.())
    expect(findNoAccess(file, ofRoot)).toMatchObject({
      message: `${file} belongs to user 0, and this runs as user ${self}`,
      hint: `chown -R ${self} ${file}`,
    })
  })

  it('is refused if others can look into it', () => {
    using directory = temporaryDirectory()
    chmodSync(directory.path, 0o750)
    expect(() => {
      prepareStateDirectory(directory.path)
    }).toThrow(StateError)
  })

  it('is refused if others can read one of its files', () => {
    using directory = temporaryDirectory()
    writeFileSync(path.join(directory.path, 'state.sqlite'), '', { mode: 0o644 })
    expect(() => Database.open(directory.path)).toThrow(/open to other users.*0644/)
  })

  it('is refused if a file in it is damaged, which is named', () => {
    using directory = temporaryDirectory()
    for (const name of ['state.sqlite', 'lock.sqlite', 'keys.sqlite'])
      writeFileSync(path.join(directory.path, name), 'no database, but long enough', { mode: 0o600 })
    for (const open of [
      () => Database.open(directory.path),
      () => Database.openForReading(directory.path),
      () => ProcessLock.acquire(directory.path),
      () => new SqliteCryptoRecords(path.join(directory.path, 'keys.sqlite')),
    ])
      expect(complaintOf(open)).toMatchObject({
        ...{ name: 'StateError', message: expect.stringMatching(/\/\w+\.sqlite is damaged/) as string },
        hint: 'See the chapter about recovery in docs/operations.md.',
      })
  })

  it('is held by one process at a time', () => {
    using directory = temporaryDirectory()
    {
      using first = ProcessLock.acquire(directory.path)
      expect(first).toBeDefined()
      expect(() => ProcessLock.acquire(directory.path)).toThrow(
        new RegExp(`in use by another process \\(${process.pid}\\)`),
      )
      expect(ProcessLock.holder(directory.path)).toBe(String(process.pid))
    }
    expect(ProcessLock.holder(directory.path)).toBeUndefined()
    using second = ProcessLock.acquire(directory.path)
    expect(second).toBeDefined()
  })

  it('is refused if a newer release wrote it', () => {
    using directory = temporaryDirectory()
    Database.open(directory.path)[Symbol.dispose]()
    const raw = new DatabaseSync(path.join(directory.path, 'state.sqlite'))
    raw.exec('PRAGMA user_version = 1000')
    raw.close()
    expect(() => Database.open(directory.path)).toThrow(/version 1000/)
  })
})

function complaintOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
