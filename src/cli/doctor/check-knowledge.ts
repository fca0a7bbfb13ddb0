import { formatIssue } from '../../documents/issue.ts'
import { unquotedPassages } from '../../knowledge/unquoted-passages.ts'
import { KnowledgeError, loadKnowledge } from '../../knowledge-files/knowledge-files.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'knowledge'

export async function checkKnowledge(directory: string): Promise<readonly Finding[]> {
  try {
    const knowledge = await loadKnowledge(directory)
    const { notices, entries, declines } = knowledge
    const unquoted = unquotedPassages(knowledge).length
    return [
      ok(
        about,
        `${notices.length} notice(s), ${entries.length} entries, ${declines.length} decline entries; all quotes verbatim`,
      ),
      ...(unquoted === 0
        ? []
        : [
            warning(
              about,
              `${unquoted} sentence(s) are quoted by no entry`,
              'npm run check-knowledge lists them',
            ),
          ]),
    ]
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error
    return error.issues.map((issue) =>
      problem(about, formatIssue(issue), 'Mend it and check again with npm run check-knowledge'),
    )
  }
}
