import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { reasonOf } from '../documents/reason-of.ts'
import { findOpenness, lookAt, StateError } from './state-directory.ts'

/** The file's first line, or undefined if there is no file. Throws `StateError` if it is empty, closed to this user or open to others. */
export function readSecretFile(file: string): string | undefined {
  const stats = lookAt(file)
  if (stats === undefined) return undefined
  const openness = findOpenness(file, stats)
  if (openness !== undefined) throw openness
  const secret = read(file).split(/\r?\n/, 1)[0]?.trim() ?? ''
  if (secret === '') {
    throw new StateError(`${file} is empty`, {
      path: file,
      hint: 'It should hold a secret in its first line.',
    })
  }
  return secret
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const hint = 'Give it to the user that the bot runs as.'
    throw new StateError(`${file} cannot be read (${reasonOf(cause)})`, { path: file, hint }, { cause })
  }
}

/** Throws `StateError` if this user may make no file there. Changes nothing. */
export function refuseUnwritable(file: string): void {
  const folder = path.dirname(file)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const message = `${file} cannot be written, as ${folder} can't be used (${reasonOf(cause)})`
    const hint = 'Make that folder for the user that the bot runs as, or name another file.'
    throw new StateError(message, { path: file, hint }, { cause })
  }
}

/** Writes the file with mode 0600: whole and on disk when this returns, or not at all. */
export function writeSecretFile(file: string, secret: string): void {
  refuseUnwritable(file)
  const temporary = `${file}.new`
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeSync(descriptor, `${secret}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, file)
}

/** The passphrase in the file; one is made up if there is no file yet. */
export function loadOrCreatePassphrase(file: string): string {
  const known = readSecretFile(file)
  if (known !== undefined) return known
  const passphrase = randomBytes(32).toString('base64url')
  writeSecretFile(file, passphrase)
  return passphrase
}
