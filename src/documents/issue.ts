/** A problem in a file that a person wrote, and where it stands. */
export interface Issue {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The key's path, such as `entries[3].quotes[0]`; empty for the whole document. */
  readonly path: string
  readonly message: string
}

/** `file:line:column: path: message`, which editors and terminals turn into a link. */
export function formatIssue(issue: Issue): string {
  const path = issue.path === '' ? '' : `${issue.path}: `
  return `${issue.file}:${issue.line}:${issue.column}: ${path}${issue.message}`
}
