import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { createSentenceClassifier, probabilityOfAsking } from '../reading/sentence-classifier.ts'
import type { SentenceProbabilities } from '../reading/sentence-classifier.ts'
import { parseLabelledSentences, trainSentenceModel } from './fit/sentence-model.ts'
import type { LabelledSentence } from './fit/sentence-model.ts'
import { readText } from './text-files.ts'

const modelFile = new URL('../reading/sentence-weights.json', import.meta.url)

export function addFitSentences(program: Command): void {
  program
    .command('fit-sentences')
    .description(
      'train what tells sentences that ask from others, and write src/reading/sentence-weights.json',
    )
    .argument('<files...>', 'files of labelled sentences')
    .requiredOption('--held-out <file>', 'labelled sentences that are measured with and fit nothing')
    .action(fitSentences)
}

async function fitSentences(files: readonly string[], options: { readonly heldOut: string }): Promise<void> {
  const read = async (file: string) => parseLabelledSentences(file, await readText(file))
  const sentences = (await Promise.all(files.map(read))).flat()
  const model = trainSentenceModel(sentences)
  await writeFile(modelFile, `[\n${model.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`)
  const classify = createSentenceClassifier(model)
  const heldOut = await read(options.heldOut)
  process.stdout.write(
    `${sentences.length} sentences, ${model.length} features\n${report(heldOut, classify)}\n`,
  )
}

/** Each decision by itself, on sentences that the model has not seen. */
function report(
  heldOut: readonly LabelledSentence[],
  classify: (features: LabelledSentence['features']) => SentenceProbabilities,
): string {
  const judged = heldOut.map(({ text, features, label }) => {
    const found = classify(features)
    const [best] = Object.entries(found).toSorted(([, a], [, b]) => b - a)
    return { text, label, found: best?.[0] ?? '', asks: probabilityOfAsking(found) >= 0.5 }
  })
  const asking = judged.filter(({ label }) => isAsking(label))
  const form = judged.filter(({ label, asks }) => asks === isAsking(label)).length
  const addressee = asking.filter(({ label, found }) => found === label).length
  return [
    `held out: ${heldOut.length} sentences`,
    `asks or not: ${percent(form, judged.length)} right`,
    `whom it asks: ${percent(addressee, asking.length)} right`,
    ...judged.flatMap(({ text, label, found }) =>
      label === found ? [] : [`${label}, taken for ${found}: ${text}`],
    ),
  ].join('\n')
}

const isAsking = (label: string) => label.startsWith('asks')
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
