import { checkNotices } from '../../app/check-notices.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { formatIssue } from '../../documents/issue.ts'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { unquotedPassages } from '../../knowledge/unquoted-passages.ts'
import { KnowledgeError, loadKnowledge } from '../../knowledge-files/knowledge-files.ts'
import { checkKnowledgeCommand } from '../knowledge-option.ts'
import { complaintsOf } from './check-configuration.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'knowledge'

/** Checks that the knowledge loads, and that rooms and people are bound to notices that are there. */
export async function checkKnowledge(
  config: Pick<LoadedConfig, 'knowledge' | 'rooms' | 'people'>,
): Promise<readonly Finding[]> {
  const { directory } = config.knowledge
  try {
    const knowledge = await loadKnowledge(directory)
    return [
      ...describe(knowledge, directory),
      ...complaintsOf(about, () => {
        checkNotices(config, knowledge)
      }),
    ]
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error
    const advice = `Mend it and check again with ${checkKnowledgeCommand(directory)}`
    return error.issues.map((issue) => problem(about, formatIssue(issue), advice))
  }
}

function describe(knowledge: KnowledgeBase, directory: string): readonly Finding[] {
  const { notices, entries, declines } = knowledge
  const unquoted = unquotedPassages(knowledge).length
  const counted = `${notices.length} notice(s), ${entries.length} entries, ${declines.length} decline entries`
  const advice = `${checkKnowledgeCommand(directory)} lists them`
  return [
    ok(about, `${counted}; all quotes verbatim`),
    ...(unquoted === 0 ? [] : [warning(about, `${unquoted} sentence(s) are quoted by no entry`, advice)]),
  ]
}
