import { Option } from 'commander'
import type { Command } from 'commander'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { origins } from '../knowledge/phrasings.ts'
import type { Origin } from '../knowledge/phrasings.ts'
import type { KnowledgeBase } from '../knowledge/types.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { formatBrief } from './teach/brief.ts'
import { nameOf } from './teach/nearest-entries.ts'
import { createPrompt } from './teach/prompt.ts'
import type { Prompt } from './teach/prompt.ts'
import { parseCollection, rejections, siftPhrasings } from './teach/sift-phrasings.ts'
import type { Rejection, Sifted } from './teach/sift-phrasings.ts'
import { addPhrasings } from './teach/write-knowledge.ts'
import { readText } from './text-files.ts'
import { CommandError } from '../cli/command-error.ts'

interface Options {
  readonly knowledge: string
  readonly notice?: string
  readonly origin: Origin
  readonly yes?: true
  readonly brief?: true
}

export function addImportPhrasings(program: Command): void {
  program
    .command('import-phrasings')
    .description('add many questions at once: drops what teaches nothing, shows the rest by entry')
    .argument('[file]', 'a question a line, below lines "## entry" or with the entry and a tab before it')
    .addOption(knowledgeOption())
    .option('--notice <folder>', 'the notice that they are for; needed if there are several')
    .addOption(new Option('--origin <origin>', 'where they come from').choices(origins).default('imagined'))
    .option('--brief', 'print what to give to those who are to write questions, and do nothing else')
    .option('--yes', 'take all that are left, without asking')
    .action(run)
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const knowledge = await loadKnowledge(options.knowledge)
  const notice = chosenNotice(knowledge, options.notice)
  if (options.brief) process.stdout.write(`${formatBrief(knowledge, notice)}\n`)
  else if (file === undefined) throw new CommandError('Name the file with the questions, or use --brief.')
  else await importFrom(file, notice, knowledge, options)
}

async function importFrom(
  file: string,
  notice: string,
  knowledge: KnowledgeBase,
  { knowledge: directory, origin, yes }: Options,
): Promise<void> {
  using prompt = createPrompt(process.stdin, process.stdout)
  const sifted = siftPhrasings(parseCollection(await readText(file)), knowledge, notice)
  tellRejected(sifted, prompt)
  let taken = 0
  for (const [entryId, questions] of sifted.kept) {
    const accepted = yes ? questions : await review(entryId, questions, knowledge, prompt)
    if (accepted === 'quit') break
    const phrasings = accepted.map((one) => ({ text: one, language: detectLanguage(one), origin }))
    if (phrasings.length > 0) await addPhrasings(directory, entryId, phrasings, 'imported.tsv')
    taken += phrasings.length
  }
  prompt.say(`${taken} question(s) added to phrasings/imported.tsv.`)
}

function chosenNotice({ notices }: KnowledgeBase, wanted: string | undefined): string {
  const ids = notices.map(({ id }) => id)
  const [only, ...more] = ids
  const id = wanted ?? (more.length === 0 ? only : undefined)
  if (id === undefined || !ids.includes(id))
    throw new CommandError(`Say with --notice which one is meant: ${ids.join(', ')}.`)
  return id
}

const reasons: Readonly<Record<Rejection, string>> = {
  double: 'are there already',
  'nearly-the-same': 'hardly differ from one that is there',
  'nearer-to-another': 'are nearer to another entry',
  'off-topic': 'share nothing with the notice',
  'unknown-entry': 'are for an entry that is not there',
}

/** So many of those that are left out are shown; of hundreds, nobody reads more. */
const mostShown = 12

function tellRejected({ rejected }: Sifted, prompt: Prompt): void {
  for (const reason of rejections) {
    const questions = rejected[reason]
    if (questions.length > 0)
      prompt.say(
        `Left out, as they ${reasons[reason]} (${questions.length}): ${questions.slice(0, mostShown).join(' · ')}`,
      )
  }
}

async function review(
  entryId: string,
  questions: readonly string[],
  { entries, declines }: KnowledgeBase,
  prompt: Prompt,
): Promise<readonly string[] | 'quit'> {
  const entry = [...entries, ...declines].find(({ id }) => id === entryId)
  prompt.say(`\n${entry ? nameOf(entry) : entryId} (${entryId})`)
  questions.forEach((question, i) => {
    prompt.say(`  ${i + 1}  ${question}`)
  })
  const answer = await prompt.ask('[y] take all, [n] none, numbers to take only these, [q] quit > ')
  if (answer === undefined || answer === 'q') return 'quit'
  if (/^[yj]/iu.test(answer)) return questions
  const numbers = new Set(answer.match(/\d+/gu)?.map(Number))
  return questions.filter((_, i) => numbers.has(i + 1))
}
