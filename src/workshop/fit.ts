import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { evidenceWeights, noneWeights } from '../matching/constants.ts'
import { loadKnowledge } from '../knowledge-files/knowledge-files.ts'
import { parseLabelledMessages } from './evaluate/labelled-message.ts'
import { labelSentences } from './evaluate/sentences.ts'
import { fitConditionalLogit, logLikelihood } from './fit/conditional-logit.ts'
import type { Sample } from './fit/conditional-logit.ts'
import { toSamples } from './fit/samples.ts'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { loadCore } from '../cli/load-core.ts'

/** The likelihood that is reported comes from samples that the weights were not fitted to. */
const folds = 5

export function addFit(program: Command): void {
  program
    .command('fit')
    .description('fit the weights of the evidence to labelled messages and print the constants')
    .argument('<files...>', 'files of labelled messages, one JSON object a line')
    .addOption(knowledgeOption())
    .action(fit)
}

async function fit(files: readonly string[], options: { readonly knowledge: string }): Promise<void> {
  const knowledge = await loadKnowledge(options.knowledge)
  const core = await loadCore(knowledge)
  const messages = await Promise.all(
    files.map(async (file) => parseLabelledMessages(file, await readFile(file, 'utf8'))),
  )
  const samples = toSamples(messages.flat(), core, labelSentences(knowledge))
  const fitted = fitConditionalLogit(samples, current)
  process.stdout.write(`${report(samples, fitted)}\n`)
}

const current = [
  evidenceWeights.classifier,
  evidenceWeights.similarity,
  evidenceWeights.tokens,
  noneWeights.bias,
  noneWeights.unknown,
]

function report(samples: readonly Sample[], fitted: readonly number[]): string {
  const [classifier, similarity, tokens, bias, unknown] = fitted.map((weight) => weight.toFixed(1))
  return [
    `${samples.length} messages with one question`,
    `evidenceWeights = { classifier: ${classifier ?? ''}, similarity: ${similarity ?? ''}, tokens: ${tokens ?? ''} }`,
    `noneWeights = { bias: ${bias ?? ''}, unknown: ${unknown ?? ''} }`,
    `mean log-likelihood: ${logLikelihood(samples, current).toFixed(3)} as it is, ${crossValidated(samples).toFixed(3)} fitted, cross-validated`,
  ].join('\n')
}

function crossValidated(samples: readonly Sample[]): number {
  const parts = Array.from({ length: folds }, (_, fold) => {
    const weights = fitConditionalLogit(
      samples.filter((_, i) => i % folds !== fold),
      current,
    )
    return logLikelihood(
      samples.filter((_, i) => i % folds === fold),
      weights,
    )
  })
  return parts.reduce((sum, part) => sum + part, 0) / folds
}
