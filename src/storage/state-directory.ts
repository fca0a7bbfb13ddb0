import { chmodSync, closeSync, lstatSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'

/** The state directory or a file in it cannot be used; `hint` says what to do. */
export class StateError extends Error {
  override readonly name = 'StateError'
  readonly path: string
  readonly hint: string

  constructor(
    message: string,
    data: { readonly path: string; readonly hint: string },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.path = data.path
    this.hint = data.hint
  }
}

const othersMask = 0o077

/** Creates the directory (0700) unless it is there, and refuses one into which other users of the machine can look. */
export function prepareStateDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const hint = 'Create it, or name another one in state.directory.'
    throw new StateError(
      `the state directory ${directory} cannot be created`,
      { path: directory, hint },
      { cause },
    )
  }
  const stats = lstatSync(directory)
  if (!stats.isDirectory()) {
    const hint = 'Name a directory in state.directory.'
    throw new StateError(`${directory} is not a directory`, { path: directory, hint })
  }
  refuseIfShared(directory, stats.mode, '0700')
}

/** Path of a file in the state directory that exists with mode 0600. SQLite gives its side files the same mode. */
export function prepareStateFile(directory: string, name: string): string {
  const file = path.join(directory, name)
  const descriptor = openSync(file, 'a', 0o600)
  closeSync(descriptor)
  const stats = lstatSync(file)
  if (!stats.isFile()) {
    throw new StateError(`${file} is not a plain file`, { path: file, hint: 'Remove it.' })
  }
  refuseIfShared(file, stats.mode, '0600')
  chmodSync(file, 0o600)
  return file
}

function refuseIfShared(target: string, mode: number, wanted: string): void {
  if ((mode & othersMask) === 0) return
  const found = (mode & 0o777).toString(8).padStart(4, '0')
  throw new StateError(`${target} is open to other users of this machine (mode ${found})`, {
    path: target,
    hint: `chmod ${wanted} ${target}`,
  })
}
