import { formatIssue } from '../documents/issue.ts'
import type { Issue } from '../documents/issue.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { KnowledgeError } from '../knowledge-files/knowledge-files.ts'
import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'
import type { MetricsEvents } from './metrics-events.ts'

/** The log names so many problems; `check-knowledge` names all. */
const maxProblems = 5

/** Tells of new knowledge. Its files hold nothing private, so problems are named as they are. */
export function createKnowledgeEvents(log: Logger, metrics: MetricsEvents) {
  return {
    /** At the start; what comes later is `knowledgeUsed` or `knowledgeRejected`. */
    knowledgeLoaded({ knowledge }: { readonly knowledge: KnowledgeBase }): void {
      log.info(sizesOf(knowledge), 'the knowledge is loaded')
      metrics.entries(knowledge.entries.length)
    },
    knowledgeUsed({ knowledge, ms }: { readonly knowledge: KnowledgeBase; readonly ms: number }): void {
      log.info({ ...sizesOf(knowledge), ms: Math.round(ms) }, 'the changed knowledge is in use')
      metrics.entries(knowledge.entries.length)
      metrics.reload('used')
    },
    knowledgeRejected({ error }: { readonly error: unknown }): void {
      log.error(describeProblems(error), 'the changed knowledge cannot be used; the earlier one stays in use')
      metrics.reload('rejected')
    },
    watchingFailed(error: unknown): void {
      log.warn(describeError(error), 'changes of the knowledge are not noticed; SIGHUP has it read again')
    },
  }
}

const sizesOf = ({ notices, entries, declines }: KnowledgeBase) => ({
  notices: notices.length,
  entries: entries.length,
  declines: declines.length,
})

function describeProblems(error: unknown): Readonly<Record<string, unknown>> {
  const issues = issuesOf(error)
  return issues === undefined
    ? { ...describeError(error) }
    : { number: issues.length, problems: issues.slice(0, maxProblems).map(formatIssue) }
}

function issuesOf(error: unknown): readonly Issue[] | undefined {
  return error instanceof KnowledgeError ? error.issues : undefined
}
