import type { Command } from 'commander'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { loadIndexingEncoder, readEncoderData } from '../knowledge-files/sentence-encoder-file.ts'
import { writeVectors } from '../knowledge-files/vectors-file.ts'
import type { SentenceVector } from '../language/encoder/sentence-encoder.ts'
import { buildMatchingIndex } from '../matching/matching-index.ts'
import { rememberingEncoder } from './encoder/remembering-encoder.ts'
import { unwritable } from './text-files.ts'

export function addEncodeKnowledge(program: Command): void {
  program
    .command('encode-knowledge')
    .description(
      'keep the sentence vectors of all phrasings beside them, so that no start has to compute them',
    )
    .addOption(knowledgeOption())
    .action(encodeKnowledge)
}

async function encodeKnowledge({ knowledge: directory }: { readonly knowledge: string }): Promise<void> {
  const knowledge = await loadKnowledge(directory)
  const encoder = await loadIndexingEncoder(directory)
  const vectors = new Map<string, SentenceVector>()
  // Indexing asks for all that will have to be known.
  buildMatchingIndex(knowledge, rememberingEncoder(encoder, vectors))
  await writeVectors(directory, await readEncoderData(), vectors).catch(unwritable(directory))
  process.stdout.write(`${vectors.size} texts encoded\n`)
}
