import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import path from 'node:path'
import { reasonOf } from '../documents/reason-of.ts'

/** The state directory or a file in it cannot be used until a person has mended it; `hint` says how. */
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

/**
 * Creates the directory (0700) unless it is there, and refuses one that this user may not use, or into which other users of the
 * machine can look. A symbolic link to a directory is as good as that directory.
 */
export function prepareStateDirectory(directory: string): void {
  const stats = lookAt(directory) ?? create(directory)
  if (!stats.isDirectory()) {
    const hint = 'Name a directory in state.directory.'
    throw new StateError(`${directory} is not a directory`, { path: directory, hint })
  }
  refuse(findOpenness(directory, stats) ?? findNoAccess(directory, stats))
}

/** Path of a file in the state directory that exists with mode 0600. SQLite gives its side files the same mode. */
export function prepareStateFile(directory: string, name: string): string {
  const file = path.join(directory, name)
  const there = lstatSync(file, { throwIfNoEntry: false })
  if (there?.isFile() === false) {
    throw new StateError(`${file} is not a plain file`, { path: file, hint: 'Remove it.' })
  }
  if (there !== undefined) refuse(findOpenness(file, there) ?? findNoAccess(file, there))
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  return file
}

/** Undefined if there is no such thing. Throws `StateError` if this user may not look. */
export function lookAt(target: string): Stats | undefined {
  try {
    return statSync(target, { throwIfNoEntry: false })
  } catch (cause) {
    const hint =
      'Run this as the user that the bot runs as, and give that user access to the directories above it.'
    throw new StateError(
      `${target} cannot be reached (${reasonOf(cause)})`,
      { path: target, hint },
      { cause },
    )
  }
}

function create(directory: string): Stats {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    return statSync(directory)
  } catch (cause) {
    const message = `the state directory ${directory} cannot be created (${reasonOf(cause)})`
    const hint = 'Create it for the user that the bot runs as, or name another one in state.directory.'
    throw new StateError(message, { path: directory, hint }, { cause })
  }
}

/** The fault of a directory or file that other users of this machine can use, too. */
export function findOpenness(target: string, stats: Stats): StateError | undefined {
  if ((stats.mode & othersMask) === 0) return undefined
  const message = `${target} is open to other users of this machine (mode ${octal(stats.mode)})`
  return new StateError(message, { path: target, hint: closing(target, stats) })
}

/** The fault of a directory or file that this user may not read and write. */
export function findNoAccess(target: string, stats: Stats): StateError | undefined {
  try {
    accessSync(target, constants.R_OK | constants.W_OK | (stats.isDirectory() ? constants.X_OK : 0))
    return undefined
  } catch (cause) {
    const { message, hint } = describeNoAccess(target, stats, cause)
    return new StateError(message, { path: target, hint }, { cause })
  }
}

function describeNoAccess(target: string, stats: Stats, cause: unknown) {
  const { uid, mode } = stats
  const self = process.geteuid?.()
  if (self !== undefined && self !== uid) {
    const asOwner = uid === 0 ? '' : `, or run this as user ${uid}`
    const message = `${target} belongs to user ${uid}, and this runs as user ${self}`
    return { message, hint: `chown -R ${self} ${target}${asOwner}` }
  }
  const isRefusedByMode = (mode & wantedMode(stats)) !== wantedMode(stats)
  return isRefusedByMode
    ? { message: `${target} cannot be written (mode ${octal(mode)})`, hint: closing(target, stats) }
    : { message: `${target} cannot be written (${reasonOf(cause)})`, hint: 'Name another state.directory.' }
}

const wantedMode = (stats: Stats) => (stats.isDirectory() ? 0o700 : 0o600)

const closing = (target: string, stats: Stats) => `chmod ${octal(wantedMode(stats))} ${target}`

const octal = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0')

function refuse(fault: StateError | undefined): void {
  if (fault !== undefined) throw fault
}
