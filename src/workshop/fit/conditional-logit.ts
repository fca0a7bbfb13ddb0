import { softmax } from '../../matching/softmax.ts'

/** One choice. At least one option is right if the right one was found at all. */
export interface Sample {
  readonly options: readonly { readonly evidence: readonly number[]; readonly isRight: boolean }[]
}

/** Enough for the weights to stand still in the first decimal. */
const passes = 500
const rate = 1

/**
 * Weights that make the right options most probable: maximum likelihood of a conditional logit (McFadden,
 * "Conditional Logit Analysis of Qualitative Choice Behavior", 1974) by gradient ascent over all samples.
 */
export function fitConditionalLogit(samples: readonly Sample[], start: readonly number[]): number[] {
  const usable = samples.filter(({ options }) => options.some(({ isRight }) => isRight))
  let weights = [...start]
  for (let pass = 0; pass < passes; pass++) {
    const gradient = weights.map(() => 0)
    for (const sample of usable) addGradient(gradient, sample, weights)
    weights = weights.map((weight, k) => weight + (rate * (gradient[k] ?? 0)) / usable.length)
  }
  return weights
}

/** Mean logarithm of the probability of being right, 0 at best; samples without a right option count nothing. */
export function logLikelihood(samples: readonly Sample[], weights: readonly number[]): number {
  const logs = samples.flatMap((sample) => {
    const right = rightProbability(sample, probabilities(sample, weights))
    return right === 0 ? [] : [Math.log(right)]
  })
  return logs.reduce((sum, log) => sum + log, 0) / Math.max(logs.length, 1)
}

function addGradient(gradient: number[], sample: Sample, weights: readonly number[]): void {
  const probability = probabilities(sample, weights)
  const right = rightProbability(sample, probability)
  sample.options.forEach(({ evidence, isRight }, i) => {
    const p = probability[i] ?? 0
    const pull = (isRight ? p / right : 0) - p
    evidence.forEach((value, k) => {
      gradient[k] = (gradient[k] ?? 0) + pull * value
    })
  })
}

const probabilities = ({ options }: Sample, weights: readonly number[]) =>
  softmax(
    Float64Array.from(options, ({ evidence }) =>
      evidence.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0),
    ),
  )

const rightProbability = ({ options }: Sample, probability: Float64Array) =>
  options.reduce((sum, { isRight }, i) => (isRight ? sum + (probability[i] ?? 0) : sum), 0)
