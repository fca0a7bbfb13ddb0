import type { Command } from 'commander'
import { unquotedPassages } from '../knowledge/unquoted-passages.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { knowledgeOption } from './knowledge-option.ts'

export function addCheckKnowledge(program: Command): void {
  program
    .command('check-knowledge')
    .description('check that every quote stands in its notice, and everything else about the knowledge')
    .addOption(knowledgeOption())
    .action(async ({ knowledge }: { knowledge: string }) => {
      process.stdout.write(`${summarize(await loadKnowledge(knowledge))}\n`)
    })
}

function summarize(knowledge: KnowledgeBase): string {
  const questions = [...knowledge.entries, ...knowledge.declines].reduce(
    (sum, { questions: { de, en } }) => sum + de.length + en.length,
    0,
  )
  const unquoted = unquotedPassages(knowledge)
  return [
    `${knowledge.notices.length} notice(s), ${knowledge.entries.length} entries, ${knowledge.declines.length} decline entries, ${questions} example questions: all quotes verbatim.`,
    unquoted.length === 0 ? 'Every sentence is quoted by an entry.' : 'Sentences that no entry quotes:',
    ...unquoted.map(({ id, text }) => `  ${id}  ${text}`),
  ].join('\n')
}
