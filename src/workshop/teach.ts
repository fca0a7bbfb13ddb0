import type { Command } from 'commander'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { readMessages } from './evaluate/read-messages.ts'
import { teach } from './teach/lesson.ts'
import { createPrompt } from './teach/prompt.ts'
import type { Prompt } from './teach/prompt.ts'
import { readQuestions } from './teach/read-questions.ts'

interface Options {
  readonly knowledge: string
  readonly file?: string
  readonly messages?: readonly string[]
}

export function addTeach(program: Command): void {
  program
    .command('teach')
    .description('take questions to the entries that answer them; asks for everything it needs')
    .argument('[questions...]', 'questions; without any, they are asked for')
    .addOption(knowledgeOption())
    .option('--file <file>', 'a file with a question a line, or a mailbox (.mbox, .eml)')
    .option('--messages <files...>', 'labelled messages on which each change is tried')
    .action(run)
}

async function run(questions: readonly string[], { knowledge, file, messages = [] }: Options): Promise<void> {
  using prompt = createPrompt(process.stdin, process.stdout)
  const given = [...questions, ...(file === undefined ? [] : await readQuestions(file))]
  const lesson = { directory: knowledge, prompt, messages: await readMessages(messages) }
  await teach(given.length > 0 ? given : typed(prompt), lesson)
  prompt.say('Done. What was taught is saved; npm run check-knowledge looks it over.')
}

async function* typed(prompt: Prompt): AsyncGenerator<string> {
  for (;;) {
    const question = await prompt.ask('\nA question (empty to end) > ')
    if (question === undefined || question === '') return
    yield question
  }
}
