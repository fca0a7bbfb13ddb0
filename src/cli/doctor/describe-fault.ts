import { ZodError } from 'zod'
import type { FaultKind } from '../../matrix/http/request-error.ts'
import { MatrixRequestError } from '../../matrix/http/request-error.ts'
import { problem } from './finding.ts'
import type { Finding } from './finding.ts'

const answers: Readonly<Record<FaultKind, string>> = {
  network: 'cannot be reached',
  timeout: 'does not answer in time',
  aborted: 'does not answer in time',
  malformed: 'answers as no homeserver does',
  'rate-limited': 'wants fewer requests',
  server: 'has a fault of its own',
  'logged-out': 'does not know the session (any more)',
  refused: 'refuses',
}

const lookAtUrl = 'See whether it is up, and whether homeserver.url leads to it from this machine'

/** Why a check could not be made, in a line without a stack. Of errors that may repeat a secret only the name is told. */
export function describeFault(about: string, error: unknown): Finding {
  if (error instanceof MatrixRequestError) return problem(about, describeRequest(error), lookAtUrl)
  if (error instanceof ZodError)
    return problem(about, 'the homeserver gave an answer of a strange form', lookAtUrl)
  if (!(error instanceof Error)) return problem(about, 'the check failed', reportIt)
  if ('hint' in error && typeof error.hint === 'string') return problem(about, error.message, error.hint)
  if (error.name === 'AbortError') return problem(about, 'the homeserver does not answer in time', lookAtUrl)
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') {
    return problem(about, `no access (${code})`, 'Run this as the user that the bot runs as')
  }
  if (code === 'ERR_SQLITE_ERROR') return problem(about, `SQLite: ${error.message}`, restoreIt)
  return problem(about, `the check failed (${[error.name, code].filter(Boolean).join(' ')})`, reportIt)
}

const reportIt = 'Please report this as a mistake of the program'
const restoreIt = 'See the chapter about recovery in docs/operations.md'

function describeRequest(error: MatrixRequestError): string {
  const { kind, method, path, status, errcode } = error
  const details = [status, errcode, codeOf(error)].filter((part) => part !== undefined)
  return `the homeserver ${answers[kind]} (${[`${method} ${path}`, ...details].join(', ')})`
}

/** The innermost code, such as ECONNREFUSED or that of a bad certificate. */
function codeOf(error: Error): string | undefined {
  const inner = error.cause instanceof Error ? codeOf(error.cause) : undefined
  return inner ?? ('code' in error && typeof error.code === 'string' ? error.code : undefined)
}

/** A check whose own failure is a finding, too. */
export async function attempt<T>(
  about: string,
  check: () => T | Promise<T>,
  failed: (finding: Finding) => T,
): Promise<T> {
  try {
    return await check()
  } catch (error) {
    return failed(describeFault(about, error))
  }
}
