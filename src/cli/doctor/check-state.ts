import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { ProcessLock } from '../../storage/process-lock.ts'
import { findNoAccess, findOpenness, lookAt } from '../../storage/state-directory.ts'
import { refuseUnwritable } from '../../storage/secret-file.ts'
import type { StateError } from '../../storage/state-directory.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'state directory'

/** Free space below which the next busy days may fill the disk, and below which the next hours may; in bytes. */
const scarceBytes = 1_000_000_000
const tooFewBytes = 100_000_000

export interface StateDirectory {
  readonly findings: readonly Finding[]
  /** It is there, and this user may read and write all that lies in it. */
  readonly isUsable: boolean
  readonly botRuns: boolean
}

/**
 * Rights, owner and space of the directory, and whether a bot holds it. Changes nothing.
 *
 * @param compileCache where the runtime keeps compiled code, nothing of which is secret
 */
export function checkStateDirectory(directory: string, compileCache?: string): StateDirectory {
  const stats = lookAt(directory)
  if (stats?.isDirectory() !== true) {
    return unusable([
      stats === undefined
        ? checkParent(directory)
        : problem(about, `${directory} is not a directory`, 'Name a directory in state.directory'),
    ])
  }
  const closed = findNoAccess(directory, stats)
  if (closed !== undefined) return unusable([toProblem(closed)])
  const targets = targetsIn(directory, compileCache)
  const open = targets.flatMap((target) => findOpenness(target.path, target.stats) ?? [])
  const withoutAccess = targets.flatMap((target) => findNoAccess(target.path, target.stats) ?? [])
  const faults = [...open, ...withoutAccess].map(toProblem)
  if (withoutAccess.length > 0) return unusable(faults)
  const holder = ProcessLock.holder(directory)
  return {
    isUsable: true,
    botRuns: holder !== undefined,
    findings: [
      ...(faults.length === 0
        ? [ok(about, `${directory} is closed to other users of this machine`)]
        : faults),
      ...checkOwner(stats.uid),
      ok('bot', holder === undefined ? 'it is not running' : `it is running (process ${holder})`),
      checkSpace(directory),
    ],
  }
}

const unusable = (findings: readonly Finding[]): StateDirectory => ({
  ...{ findings, isUsable: false, botRuns: false },
})

const toProblem = ({ message, hint }: StateError) => problem(about, message, hint)

/** The directory and what lies in it. SQLite removes its side files at any time. */
function targetsIn(directory: string, compileCache: string | undefined) {
  const files = readdirSync(directory)
    .map((name) => path.join(directory, name))
    .filter((file) => compileCache === undefined || file !== path.resolve(compileCache))
  return [directory, ...files].flatMap((target) => {
    const stats = statSync(target, { throwIfNoEntry: false })
    return stats === undefined ? [] : [{ path: target, stats }]
  })
}

/** The first start makes the directory and what lies above it, if it may. */
function checkParent(directory: string): Finding {
  const found = `${directory} does not exist yet`
  const existing = firstExisting(path.dirname(directory))
  try {
    accessSync(existing, constants.W_OK | constants.X_OK)
    return warning(about, found, 'The first start makes it')
  } catch {
    const advice =
      'Create it with mode 700 for the user that the bot runs as, or name another in state.directory'
    return problem(about, `${found}, and this user may not make it in ${existing}`, advice)
  }
}

const firstExisting = (directory: string): string =>
  existsSync(directory) || directory === path.dirname(directory)
    ? directory
    : firstExisting(path.dirname(directory))

/** Throws `StateError` if a secret is not there, and this user may not make it. */
export function checkSecretPlace(file: string): readonly Finding[] {
  if (lookAt(file) === undefined) refuseUnwritable(file)
  return []
}

function checkOwner(owner: number): readonly Finding[] {
  const self = process.geteuid?.()
  if (self === undefined || self === owner) return []
  const found = `it belongs to user ${owner}, and this command runs as user ${self}`
  return [warning(about, found, 'Run this command as the user that the bot runs as')]
}

function checkSpace(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory)
  const free = bavail * bsize
  const found = `${formatBytes(free)} are free`
  if (free < tooFewBytes)
    return problem('disk', found, 'Make room; the bot stops when it cannot store any more')
  if (free < scarceBytes) return warning('disk', found, 'Make room soon')
  return ok('disk', found)
}

const unitBytes = 1_000
const units = ['kB', 'MB', 'GB', 'TB']

export function formatBytes(bytes: number): string {
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${(bytes / unitBytes ** power).toFixed(1)} ${units[power - 1] ?? ''}`
}
