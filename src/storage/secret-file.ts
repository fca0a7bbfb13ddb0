import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { StateError } from './state-directory.ts'

const othersMask = 0o077

/** The file's first line, or undefined if there is no file. Throws `StateError` if it is empty or others can read it. */
export function readSecretFile(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  if ((stats.mode & othersMask) !== 0) {
    throw new StateError(`${file} is open to other users of this machine`, {
      path: file,
      hint: `chmod 0600 ${file}`,
    })
  }
  const secret = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]?.trim() ?? ''
  if (secret === '') {
    throw new StateError(`${file} is empty`, {
      path: file,
      hint: 'It should hold a secret in its first line.',
    })
  }
  return secret
}

/** Writes the file with mode 0600: whole and on disk when this returns, or not at all. */
export function writeSecretFile(file: string, secret: string): void {
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
