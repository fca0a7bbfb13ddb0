import { sentenceFeatures } from './sentence-features.ts'
import weights from './sentence-weights.json' with { type: 'json' }

/**
 * The purposes that a sentence can have. Those that ask are told apart by whom: everybody who reads it; somebody in particular; or nobody, as in
 * rhetorical, reported and self-answered questions and in proposals. `hands-on`: passes something on or asks for help with it.
 */
export const sentenceClasses = [
  'asks-everybody',
  'asks-somebody',
  'asks-nobody',
  'tells',
  'hands-on',
  'courtesy',
] as const
export type SentenceClass = (typeof sentenceClasses)[number]

/** The probability of each class, 0..1; they sum up to 1. */
export type SentenceProbabilities = Readonly<Record<SentenceClass, number>>

/** On each line the weights of a feature in hundredths, one for each class in their order, and its name. */
export type SentenceModel = readonly string[]

/** Multinomial logistic regression over the features of a sentence. */
export function createSentenceClassifier(
  model: SentenceModel,
): (features: ReadonlyMap<string, number>) => SentenceProbabilities {
  const rows = new Map(model.map(toRow))
  return (features) => {
    const scores = sentenceClasses.map(() => 0)
    for (const [name, value] of features)
      rows.get(name)?.forEach((weight, c) => {
        scores[c] = (scores[c] ?? 0) + (weight * value) / 100
      })
    return toProbabilities(scores)
  }
}

function toRow(line: string): [string, Int16Array] {
  const cells = line.split(' ')
  const row = Int16Array.from(cells.slice(0, sentenceClasses.length), Number)
  return [cells.slice(sentenceClasses.length).join(' '), row]
}

function toProbabilities(scores: readonly number[]): SentenceProbabilities {
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)))
  const total = exponentials.reduce((sum, value) => sum + value, 0)
  const entries = sentenceClasses.map((name, c) => [name, (exponentials[c] ?? 0) / total])
  return Object.fromEntries(entries) as SentenceProbabilities
}

const classify = createSentenceClassifier(weights)

/** Judges a sentence by the committed weights, which `npm run fit:sentences` makes of labelled sentences. */
export const classifySentence = (...sentence: Parameters<typeof sentenceFeatures>): SentenceProbabilities =>
  classify(sentenceFeatures(...sentence))

export const probabilityOfAsking = (found: SentenceProbabilities): number =>
  found['asks-everybody'] + found['asks-somebody'] + found['asks-nobody']
