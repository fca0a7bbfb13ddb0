import { formatIssue } from '../documents/issue.ts'
import type { Issue } from '../documents/issue.ts'

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
