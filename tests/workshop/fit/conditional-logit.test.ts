import { describe, expect, it } from 'vitest'
import { fitConditionalLogit, logLikelihood } from '../../../src/workshop/fit/conditional-logit.ts'
import type { Sample } from '../../../src/workshop/fit/conditional-logit.ts'

const choice = (right: readonly number[], wrong: readonly number[]): Sample => ({
  options: [
    { terms: right, right: 1 },
    { terms: wrong, right: 0 },
  ],
  weight: 1,
})

describe('fitConditionalLogit', () => {
  it('raises the weight of evidence that tells right from wrong, and leaves the other', () => {
    const samples = [choice([1, 0.5], [0, 0.5]), choice([0.8, 0.1], [0.2, 0.1]), choice([0, 0.3], [0.4, 0.3])]
    const [telling = 0, idle = 0] = fitConditionalLogit(samples, [0, 0])
    expect(telling).toBeGreaterThan(0.5)
    expect(idle).toBeCloseTo(0)
    expect(logLikelihood(samples, [telling, idle])).toBeGreaterThan(logLikelihood(samples, [0, 0]))
  })

  it('learns nothing from a choice without a right option', () => {
    const lost = { options: [{ terms: [1], right: 0 }], weight: 1 }
    expect(fitConditionalLogit([lost, choice([1], [0])], [0])).toEqual(
      fitConditionalLogit([choice([1], [0])], [0]),
    )
  })
})
