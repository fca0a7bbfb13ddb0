import { KnowledgeError } from '../storage/knowledge-files.ts'

/**
 * Tells a person on standard error why a command failed: expected failures by their message alone, others with the
 * stack that a programmer needs.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  process.stderr.write(`${describe(error)}\n`)
  return 1
}

function describe(error: unknown): string {
  if (error instanceof KnowledgeError) {
    return `The knowledge can't be used:\n${error.message}\n${error.issues.length} problem(s). Please mend and check again with "npm run check-knowledge".`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
