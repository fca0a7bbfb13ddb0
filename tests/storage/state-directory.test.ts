import { chmodSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Database } from '../../src/storage/database.ts'
import { ProcessLock } from '../../src/storage/process-lock.ts'
import { prepareStateDirectory, StateError } from '../../src/storage/state-directory.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

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
