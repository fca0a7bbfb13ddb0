import { formatIssue } from '../documents/issue.ts'
import type { Issue } from '../documents/issue.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EISDIR: 'it is a directory',
}

/** Why a file could not be read, with the code of the operating system. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return [code, reasons[code]].filter(Boolean).join(': ')
}

/** The configuration cannot be used. Each issue says where it stands and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly issues: readonly Issue[]
  readonly hint = 'config.example.yaml explains every key.'

  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'))
    this.issues = issues
  }
}
