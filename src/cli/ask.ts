import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import type { JudgingCore } from '../core/core.ts'
import type { Utterance } from '../core/utterance.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { askJsonLines } from './ask-jsonl.ts'
import { explain } from './explain.ts'
import { knowledgeOption } from './knowledge-option.ts'
import { loadCore } from './load-core.ts'
import { printReply } from './print-reply.ts'
import { readLines } from './read-lines.ts'

interface Options {
  readonly knowledge: string
  readonly explain?: true
  readonly jsonl?: true
}

const print = (text: string) => process.stdout.write(`${text}\n`)
const printError = (text: string) => process.stderr.write(`${text}\n`)

export function addAsk(program: Command): void {
  program
    .command('ask')
    .description('answer a question on the terminal, without any homeserver')
    .argument('[question...]', 'the question; without one, a small chat')
    .addOption(knowledgeOption())
    .option('--explain', 'show hits, scores and the reason of the decision')
    .option('--jsonl', 'read {"id","text","context"} lines from standard input, write one result per line')
    .action(ask)
}

async function ask(words: readonly string[], options: Options): Promise<void> {
  const core = await loadCore(await loadKnowledge(options.knowledge), { directory: options.knowledge })
  if (options.jsonl) {
    if (!(await askJsonLines(core, readLines(process.stdin), { out: print, error: printError })))
      process.exitCode = 1
  } else if (words.length > 0) {
    answer(core, words.join(' '), options)
  } else {
    await chat(core, options)
  }
}

async function chat(core: JudgingCore, options: Options): Promise<void> {
  print(
    'Fragen Sie mich etwas zum Hinweis (Ende mit Strg-D). / Ask me something about the notice (Ctrl-D ends).\n',
  )
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })
  terminal.prompt()
  for await (const line of terminal) {
    if (line.trim() !== '') answer(core, line, options)
    terminal.prompt()
  }
}

function answer(core: JudgingCore, text: string, { explain: explained }: Options): void {
  const utterance: Utterance = { text, addressing: 'direct' }
  const outcome = core.respond(utterance)
  if (outcome.kind !== 'ignore') print(`\n${printReply(outcome.reply)}\n`)
  if (explained) print(`${explain(outcome.considered)}\n`)
}
