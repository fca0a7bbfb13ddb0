import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { createCoreJudge } from './evaluate/core-judge.ts'
import { figureNames, figureTitles } from './evaluate/figures.ts'
import type { FigureName } from './evaluate/figures.ts'
import { parseMinimum } from './evaluate/gate.ts'
import type { Minimum } from './evaluate/gate.ts'
import { evaluate } from './evaluate/run.ts'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { loadCore } from '../cli/load-core.ts'

type Options = Readonly<Partial<Record<`min${Capitalize<FigureName>}`, number>>> & {
  readonly knowledge: string
  readonly html?: string
  readonly jsonl?: true
  readonly figuresOnly?: true
  readonly min: readonly Minimum[]
}

const print = (text: string) => process.stdout.write(`${text}\n`)
const printError = (text: string) => process.stderr.write(`${text}\n`)

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure the answers on labelled messages; exit code 1 if a wanted minimum is not reached')
    .argument('<files...>', 'files of labelled messages, one JSON object a line')
    .addOption(knowledgeOption())
    .option('--html <file>', 'write a page with charts and the wrong cases')
    .option('--jsonl', 'print wrong cases and figures as JSON lines')
    .option('--figures-only', 'leave out the wrong cases, so that held-back messages stay unread')
    .option(
      '--min <[group:]figure=percent>',
      'least per cent, such as "forward:hit=88"; repeatable',
      collect,
      [],
    )
  for (const name of figureNames) {
    command.option(
      `--min-${name} <percent>`,
      `least per cent of "${figureTitles[name]}", all messages`,
      toPercent,
    )
  }
  command.action(run)
}

async function run(files: readonly string[], options: Options): Promise<void> {
  process.exitCode = await evaluate(
    {
      files,
      knowledge: options.knowledge,
      html: options.html,
      jsonl: options.jsonl ?? false,
      figuresOnly: options.figuresOnly ?? false,
      minima: [...options.min, ...minimaForAll(options)],
    },
    {
      loadKnowledge,
      createJudge: async (knowledge) => createCoreJudge(await loadCore(knowledge)),
      print,
      warn: printError,
      now: () => new Date(),
    },
  )
}

function minimaForAll(options: Options): Minimum[] {
  return figureNames.flatMap((figure) => {
    const percent = options[toOptionKey(figure)]
    return percent === undefined ? [] : [{ group: 'all', figure, percent }]
  })
}

// The name that commander gives to `--min-hit`.
const toOptionKey = <Name extends FigureName>(name: Name) =>
  `min${name.charAt(0).toUpperCase()}${name.slice(1)}` as `min${Capitalize<Name>}`

function collect(text: string, before: readonly Minimum[]): Minimum[] {
  const minimum = parseMinimum(text)
  if (!minimum) {
    throw new InvalidArgumentError(
      `expected [group:]figure=percent, with a figure of ${figureNames.join(', ')}`,
    )
  }
  return [...before, minimum]
}

function toPercent(text: string): number {
  const percent = Number(text)
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError('expected per cent, 0 to 100')
  }
  return percent
}
