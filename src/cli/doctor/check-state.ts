import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { ProcessLock } from '../../storage/process-lock.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'state directory'
const othersMask = 0o077

/** Free space below which the next busy days may fill the disk, and below which the next hours may; in bytes. */
const scarceBytes = 1_000_000_000
const tooFewBytes = 100_000_000

export interface StateDirectory {
  readonly findings: readonly Finding[]
  readonly exists: boolean
  readonly botRuns: boolean
}

/**
 * Rights, owner and space of the directory, and whether a bot holds it. Changes nothing.
 *
 * @param compileCache where the runtime keeps compiled code, nothing of which is secret
 */
export function checkStateDirectory(directory: string, compileCache?: string): StateDirectory {
  const stats = statSync(directory, { throwIfNoEntry: false })
  if (stats?.isDirectory() !== true) {
    const finding =
      stats === undefined
        ? checkParent(directory)
        : problem(about, `${directory} is no directory`, 'Name a directory in state.directory')
    return { findings: [finding], exists: false, botRuns: false }
  }
  const holder = ProcessLock.holder(directory)
  return {
    exists: true,
    botRuns: holder !== undefined,
    findings: [
      ...checkRights(directory, compileCache),
      ...checkOwner(stats.uid),
      ok('bot', holder === undefined ? 'it is not running' : `it is running (process ${holder})`),
      checkSpace(directory),
    ],
  }
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

function checkRights(directory: string, compileCache: string | undefined): readonly Finding[] {
  const files = readdirSync(directory)
    .map((name) => path.join(directory, name))
    .filter((file) => compileCache === undefined || file !== path.resolve(compileCache))
  const open = [directory, ...files].filter((file) => isOpen(file))
  if (open.length === 0) return [ok(about, `${directory} is closed to other users of this machine`)]
  return open.map((file) =>
    problem(about, `${file} is open to other users of this machine`, `chmod go= ${file}`),
  )
}

/** SQLite removes its side files at any time. */
function isOpen(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats !== undefined && (stats.mode & othersMask) !== 0
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
