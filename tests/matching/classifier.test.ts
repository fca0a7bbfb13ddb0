import { describe, expect, it } from 'vitest'
import { classify, trainClassifier } from '../../src/matching/classifier.ts'
import { classifyByAll, trainEnsemble } from '../../src/matching/ensemble.ts'
import type { Vector } from '../../src/matching/feature-space.ts'

/** A vector that has these features in equal parts. */
const vector = (...features: readonly number[]): Vector => ({
  features: Int32Array.from(features),
  weights: Float32Array.from(features, () => 1 / Math.sqrt(features.length)),
})

// Features 0 to 2 tell the classes apart, feature 3 is in every example.
const examples = [0, 1, 2].flatMap((label) => [
  { label, vector: vector(label) },
  { label, vector: vector(label, 3) },
])
const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities))
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

describe('the classifier', () => {
  const classifier = trainClassifier(examples, 3, 4)

  it('learns which feature tells the classes apart', () => {
    for (const { label, vector } of examples) expect(likeliest(classify(classifier, vector))).toBe(label)
  })

  it('takes what is in every example for no reason', () => {
    const probabilities = classify(classifier, vector(3))
    expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeLessThan(0.2)
  })

  it('finds every class equally likely where it knows nothing', () => {
    expect([...classify(classifier, vector())]).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  it('is the same each time it is trained', () => {
    expect(trainClassifier(examples, 3, 4)).toEqual(classifier)
  })
})

describe('the ensemble', () => {
  const ensemble = trainEnsemble(examples, { classes: 3, answering: 1, features: 4 })

  it('agrees on the class of every example', () => {
    for (const { label, vector } of examples) expect(likeliest(classifyByAll(ensemble, vector))).toBe(label)
  })

  it('shares one certainty between all classes', () => {
    for (const query of [vector(), vector(0), vector(1, 3), vector(0, 1, 2, 3)])
      expect(sum(classifyByAll(ensemble, query))).toBeCloseTo(1)
  })

  it('works without anything to decline', () => {
    const answering = trainEnsemble(examples, { classes: 3, answering: 3, features: 4 })
    expect(sum(classifyByAll(answering, vector(1)))).toBeCloseTo(1)
  })
})
