import { ConfigError } from '../config/config-error.ts'
import { IdentityRefusedError, KeyStoreMismatchError, RecoveryKeyError } from '../matrix/encryption/errors.ts'
import { MatrixRequestError } from '../matrix/client/request-error.ts'
import { HomeserverAddressError } from '../matrix/session/homeserver-address.ts'
import { SessionError } from '../matrix/session/session.ts'
import { CommandError } from './command-error.ts'
import { describeFault } from './doctor/describe-fault.ts'
import { checkKnowledgeCommand } from './knowledge-option.ts'
import { MonitoringError } from '../observability/monitoring-server.ts'
import { KnowledgeError } from '../knowledge-files/knowledge-files.ts'
import { StateError } from '../storage/state-directory.ts'

/** Says to a supervisor that a restart does not help: a person has to log the bot in. */
const sessionExitCode = 3
/** `EX_CONFIG` of sysexits.h: a restart does not help either, a person has to correct something. */
const mistakeExitCode = 78

/** Mistakes that stay until a person corrects them. A full disk or a second process may pass, so they are not among these. */
const mistakes = [
  ConfigError,
  KnowledgeError,
  MonitoringError,
  StateError,
  HomeserverAddressError,
  RecoveryKeyError,
  IdentityRefusedError,
  KeyStoreMismatchError,
]

/**
 * Tells a person on standard error why a command failed: expected failures by their message alone, others with the
 * stack that a programmer needs.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  process.stderr.write(`${describe(error)}\n`)
  if (error instanceof SessionError) return sessionExitCode
  return isService() && mistakes.some((kind) => error instanceof kind) ? mistakeExitCode : 1
}

/** True for the command that a supervisor starts again. */
const isService = () => process.argv[2] === 'run'

function describe(error: unknown): string {
  if (error instanceof KnowledgeError) {
    return `The knowledge can't be used:\n${error.message}\n${error.issues.length} problem(s). ${whatToMend(error)}`
  }
  if (error instanceof Error && 'hint' in error && typeof error.hint === 'string') {
    return `${error.message}\n${error.hint}`
  }
  if (error instanceof MatrixRequestError) {
    const { found, advice } = describeFault('homeserver', error)
    return `${found}\n${advice ?? ''}`
  }
  if (error instanceof CommandError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const whatToMend = ({ directory }: KnowledgeError) =>
  directory === undefined
    ? 'Please mend.'
    : `Please mend and check again with "${checkKnowledgeCommand(directory)}".`
