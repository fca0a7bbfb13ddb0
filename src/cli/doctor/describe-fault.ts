import * as v from '../../documents/valibot.ts'
import type { FaultKind } from '../../matrix/client/request-error.ts'
import { codeOf, MatrixRequestError } from '../../matrix/client/request-error.ts'
import { problem } from './finding.ts'
import type { Finding } from './finding.ts'

const lookAtUrl = 'See whether it is up, and whether homeserver.url leads to it from this machine'

const lookAtProxy = 'See whether the proxy is up, and whether homeserver.proxy and homeserver.url are right'

const faults: Readonly<Record<FaultKind, { readonly found: string; readonly advice: string }>> = {
  network: { found: 'cannot be reached', advice: lookAtUrl },
  timeout: { found: 'does not answer in time', advice: lookAtUrl },
  aborted: { found: 'does not answer in time', advice: lookAtUrl },
  malformed: { found: 'answers as no homeserver does', advice: lookAtUrl },
  'rate-limited': { found: 'wants fewer requests', advice: 'Try again in some minutes' },
  server: { found: 'has a fault of its own', advice: 'Try again, or tell those who run it' },
  'logged-out': { found: 'does not know the session (any more)', advice: 'Log in anew' },
  refused: { found: 'refuses', advice: 'Ask those who run it' },
}

/** Why a check could not be made, in a line without a stack. Of errors that may repeat a secret only the name is told. */
export function describeFault(about: string, error: unknown): Finding {
  if (error instanceof MatrixRequestError) return describeRequest(about, error)
  if (error instanceof v.ValiError)
    return problem(about, 'the homeserver gave an answer of a strange form', lookAtUrl)
  if (!(error instanceof Error)) return problem(about, 'the check failed', reportIt)
  if ('hint' in error && typeof error.hint === 'string') return problem(about, error.message, error.hint)
  if (error.name === 'AbortError') return problem(about, 'the homeserver does not answer in time', lookAtUrl)
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') {
    const place = 'path' in error && typeof error.path === 'string' ? ` to ${error.path}` : ''
    return problem(about, `no access${place} (${code})`, 'Run this as the user that the bot runs as')
  }
  if (code === 'ERR_SQLITE_ERROR') return problem(about, `SQLite: ${error.message}`, restoreIt)
  return problem(about, `the check failed (${[error.name, code].filter(Boolean).join(' ')})`, reportIt)
}

const reportIt = 'Please report this as a mistake of the program'
const restoreIt = 'See the chapter about recovery in docs/operations.md'

/** Codes of certificates that nobody here trusts, as those of a private authority. */
const untrusted: ReadonlySet<string | undefined> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
const nameAuthority =
  'If its certificate is of an authority of your own, name the file of that authority in homeserver.caFile'

function describeRequest(about: string, error: MatrixRequestError): Finding {
  const { kind, method, path, address, proxy, reason, status, errcode } = error
  const through = proxy === undefined ? '' : ` through the proxy ${proxy}`
  const details = [`${method} ${address ?? ''}${path}${through}`, status, errcode, reason].filter(
    (part) => part !== undefined,
  )
  const { found, advice } = faults[kind]
  const toDo = untrusted.has(reason) ? nameAuthority : proxy === undefined ? advice : lookAtProxy
  return problem(about, `the homeserver ${found} (${details.join(', ')})`, toDo)
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
