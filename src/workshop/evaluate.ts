import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { createCoreJudge } from './evaluate/core-judge.ts'
import { figureNames, figureTitles, isMistake } from './evaluate/figures.ts'
import type { FigureName } from './evaluate/figures.ts'
import { parseLimit } from './evaluate/gate.ts'
import type { Limit } from './evaluate/gate.ts'
import { evaluate } from './evaluate/run.ts'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { loadCore } from '../cli/load-core.ts'

type LimitKey<Name extends FigureName> = `${'min' | 'max'}${Capitalize<Name>}`

type Options = Readonly<Partial<Record<LimitKey<FigureName>, number>>> & {
  readonly knowledge: string
  readonly html?: string
  readonly jsonl?: true
  readonly figuresOnly?: true
  /** False by `--no-encoder`. */
  readonly encoder: boolean
  readonly min: readonly Limit[]
  readonly max: readonly Limit[]
}

const print = (text: string) => process.stdout.write(`${text}\n`)
const printError = (text: string) => process.stderr.write(`${text}\n`)

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure the answers on labelled messages; exit code 1 if a limit is not kept')
    .argument('<files...>', 'files of labelled messages, one JSON object a line')
    .addOption(knowledgeOption())
    .option('--html <file>', 'write a page with charts and the wrong cases')
    .option('--jsonl', 'print wrong cases and figures as JSON lines')
    .option('--figures-only', 'leave out the wrong cases, so that held-back messages stay unread')
    .option('--no-encoder', 'judge by words alone, as with `knowledge.encoder: false`')
    .option(
      '--min <[group:]figure=percent>',
      'least per cent, such as "forward:hit=88"; repeatable',
      collect('min'),
      [],
    )
    .option(
      '--max <[group:]figure=percent>',
      'most per cent of a mistake, such as "dm:misled=5"; repeatable',
      collect('max'),
      [],
    )
  for (const name of figureNames) {
    command.option(
      `--${boundOf(name)}-${name} <percent>`,
      `${isMistake(name) ? 'most' : 'least'} per cent of "${figureTitles[name]}", all messages`,
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
      limits: [...options.min, ...options.max, ...limitsForAll(options)],
    },
    {
      loadKnowledge,
      createJudge: async (knowledge) =>
        createCoreJudge(
          await loadCore(knowledge, { directory: options.knowledge, encoder: options.encoder }),
        ),
      print,
      warn: printError,
      now: () => new Date(),
    },
  )
}

function limitsForAll(options: Options): Limit[] {
  return figureNames.flatMap((figure) => {
    const percent = options[toOptionKey(figure)]
    return percent === undefined ? [] : [{ group: 'all', figure, percent }]
  })
}

// The name that commander gives to `--min-hit` and `--max-misled`.
const toOptionKey = <Name extends FigureName>(name: Name) =>
  `${boundOf(name)}${name.charAt(0).toUpperCase()}${name.slice(1)}` as LimitKey<Name>

const boundOf = (name: FigureName) => (isMistake(name) ? 'max' : 'min')

/** Takes the figures of which more is better, or those of which less is. */
function collect(bound: 'min' | 'max'): (text: string, before: readonly Limit[]) => Limit[] {
  const names = figureNames.filter((name) => boundOf(name) === bound)
  return (text, before) => {
    const limit = parseLimit(text)
    if (!limit || !names.includes(limit.figure)) {
      throw new InvalidArgumentError(`expected [group:]figure=percent, with a figure of ${names.join(', ')}`)
    }
    return [...before, limit]
  }
}

function toPercent(text: string): number {
  const percent = Number(text)
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError('expected per cent, 0 to 100')
  }
  return percent
}
