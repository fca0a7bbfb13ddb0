import { describe, expect, it } from 'vitest'
import { classify } from '../../src/matching/classifier.ts'
import type { Vector } from '../../src/matching/feature-space.ts'
import { trainClassifier } from '../../src/matching/train-classifier.ts'

/** A vector that has these features in equal parts. */
const vector = (...features: readonly number[]): Vector => ({
  features: Int32Array.from(features),
  weights: Float32Array.from(features, () => 1 / Math.sqrt(features.length)),
})

// Features 0 to 2 tell the classes apart, feature 3 is in every example.
const examples = [0, 1, 2].flatMap((label) => [
  { label, vector: vector(label), weight: 1 },
  { label, vector: vector(label, 3), weight: 1 },
])
const all = Int32Array.of(0, 1, 2)
const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities))

describe('the classifier', () => {
  const classifier = trainClassifier(examples, 3, 4)

  it('learns which feature tells the classes apart', () => {
    for (const { label, vector } of examples) expect(likeliest(classify(classifier, vector, all))).toBe(label)
  })

  it('takes what is in every example for no reason', () => {
    const probabilities = classify(classifier, vector(3), all)
    expect(Math.max(...probabilities) - Math.min(...probabilities)).toBeLessThan(0.2)
  })

  it('finds every class equally likely where it knows nothing', () => {
    expect([...classify(classifier, vector(), all)]).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  it('is the same each time it is trained', () => {
    expect(trainClassifier(examples, 3, 4)).toEqual(classifier)
  })

  it('judges between the classes that are asked for as if there were no others', () => {
    const [second = 0, third = 0] = classify(classifier, vector(1), Int32Array.of(1, 2))
    expect(second).toBeGreaterThan(0.8)
    expect(second + third).toBeCloseTo(1)
  })

  it('learns the same whether all classes are compared together or one by one', () => {
    const oneByOne = trainClassifier(
      examples.map((example) => ({ ...example, rivals: all })),
      3,
      4,
    )
    for (const [i, weight] of classifier.weights.entries()) expect(oneByOne.weights[i]).toBeCloseTo(weight, 2)
  })

  it('learns from rivals alone, where not all classes are compared', () => {
    const among = examples.map((example) => ({
      ...example,
      rivals: Int32Array.of(example.label, (example.label + 1) % 3),
    }))
    const trained = trainClassifier(among, 3, 4)
    for (const { label, vector } of examples) expect(likeliest(classify(trained, vector, all))).toBe(label)
  })
})
