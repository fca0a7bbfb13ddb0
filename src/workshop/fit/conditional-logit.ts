import { softmax } from '../../matching/softmax.ts'

/** One choice. At least one option is right if the right one was found at all. */
export interface Sample {
  readonly options: readonly Option[]
  /** How much the sample counts. */
  readonly weight: number
}

export interface Option {
  readonly terms: readonly number[]
  /** Probability that choosing it is right, 0..1. */
  readonly right: number
}

/** Enough for the weights to stand still in the first decimal. */
const passes = 120
/** Keeps terms that always go together from growing against each other. */
const ridge = 0.0002
const firstStep = 0.1

/**
 * Weights that make the right options most probable: maximum likelihood of a conditional logit (McFadden,
 * "Conditional Logit Analysis of Qualitative Choice Behavior", 1974). Each weight has a step of its own that grows while the
 * gradient keeps its sign and shrinks when it turns (Rprop, Riedmiller and Braun 1993), as the terms have very different scales.
 */
export function fitConditionalLogit(samples: readonly Sample[], start: readonly number[]): number[] {
  const usable = samples.filter(({ options }) => options.some(({ right }) => right > 0))
  const weights = [...start]
  const steps = weights.map(() => firstStep)
  let signs = weights.map(() => 0)
  for (let pass = 0; pass < passes; pass++) {
    const next = gradient(usable, weights).map(Math.sign)
    next.forEach((sign, k) => {
      const step = (steps[k] ?? 0) * (sign === (signs[k] ?? 0) ? 1.2 : 0.5)
      steps[k] = step
      weights[k] = (weights[k] ?? 0) + sign * step
    })
    signs = next
  }
  return weights
}

/** Mean logarithm of the probability of being right, 0 at best; samples without a right option count nothing. */
export function logLikelihood(samples: readonly Sample[], weights: readonly number[]): number {
  let sum = 0
  let total = 0
  for (const sample of samples) {
    const right = rightProbability(sample, probabilities(sample, weights))
    if (right === 0) continue
    sum += sample.weight * Math.log(right)
    total += sample.weight
  }
  return sum / (total || 1)
}

function gradient(samples: readonly Sample[], weights: readonly number[]): number[] {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  const slopes = weights.map((weight) => -2 * ridge * weight * total)
  for (const sample of samples) {
    const probability = probabilities(sample, weights)
    const hit = rightProbability(sample, probability)
    sample.options.forEach(({ terms, right }, i) => {
      const p = probability[i] ?? 0
      const pull = sample.weight * p * (right / hit - 1)
      if (Math.abs(pull) < 1e-9) return
      for (let k = 0; k < terms.length; k++) slopes[k] = (slopes[k] ?? 0) + pull * (terms[k] ?? 0)
    })
  }
  return slopes
}

function probabilities({ options }: Sample, weights: readonly number[]): Float64Array {
  const utilities = new Float64Array(options.length)
  options.forEach(({ terms }, i) => {
    let sum = 0
    for (let k = 0; k < terms.length; k++) sum += (terms[k] ?? 0) * (weights[k] ?? 0)
    utilities[i] = sum
  })
  return softmax(utilities)
}

const rightProbability = ({ options }: Sample, probability: Float64Array) =>
  options.reduce((sum, { right }, i) => sum + right * (probability[i] ?? 0), 0)
