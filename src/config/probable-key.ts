import type { Issue } from '../documents/issue.ts'
import { editDistance } from '../language/edit-distance.ts'
import { configLeaves } from './environment.ts'

/** Names that differ more are no slip of the pen. */
const maxDistance = 3

/** Adds to an unknown key which key was probably meant: one of the same name elsewhere, or one that is written much alike. */
export function withProbableKey(issue: Issue): Issue {
  if (issue.message !== 'unknown key') return issue
  const known = knownKeys()
  const asFile = known.find((key) => key === `${issue.path}File`)
  if (asFile !== undefined)
    return { ...issue, message: `unknown key; write it into a file of mode 0600, and name that in ${asFile}` }
  const name = issue.path.split('.').at(-1) ?? ''
  const sameName = known.find((key) => key.split('.').at(-1)?.toLowerCase() === name.toLowerCase())
  const probable = sameName ?? closest(issue.path, known)
  return probable === undefined ? issue : { ...issue, message: `unknown key; did you mean ${probable}?` }
}

/** Those that hold a value, and those that hold others. */
function knownKeys(): readonly string[] {
  const paths = configLeaves().map(({ path }) => path)
  return [...new Set(paths.flatMap((path) => path.map((_, i) => path.slice(0, i + 1).join('.'))))]
}

/** The candidate that is written most alike, if one is near enough. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  const measured = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(name.toLowerCase(), candidate.toLowerCase(), maxDistance),
  }))
  measured.sort((one, other) => one.distance - other.distance)
  const [best] = measured
  return best !== undefined && best.distance <= maxDistance ? best.candidate : undefined
}
