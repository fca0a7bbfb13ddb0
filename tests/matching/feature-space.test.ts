import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFeatureSpace, extractFeatures, toVector } from '../../src/matching/feature-space.ts'
import { createAnalyzer } from '../../src/language/analyzer.ts'
import { createLexicon, stemTerms, toStems } from '../../src/language/lexicon.ts'
import { createVocabulary } from '../../src/language/vocabulary.ts'
import { toPhrase } from '../../src/language/words.ts'
import { anyMessage } from '../support/texts.ts'

const texts = ['Wo stehen die Server?', 'Wo liegen die Daten?', 'Wer liest die Daten?', 'Server und Daten']
const analyzer = createAnalyzer(
  createLexicon(stemTerms([{ id: 'server', terms: ['Server', 'Rechner'] }])),
  createVocabulary(new Map(texts.flatMap(toStems).map((stem) => [stem, 1]))),
)
const features = (text: string) => extractFeatures(analyzer.analyze(toPhrase(text)))
// Each text twice, since what stands in a single text only is not indexed.
const space = createFeatureSpace([...texts, ...texts].map(features))

const length = (text: string) => Math.hypot(...toVector(features(text), space).weights)
function similarity(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => toVector(features(text), space))
  if (!left || !right) return 0
  const weights = new Map([...right.features].map((feature, i) => [feature, right.weights[i] ?? 0]))
  return [...left.features].reduce((sum, f, i) => sum + (left.weights[i] ?? 0) * (weights.get(f) ?? 0), 0)
}

describe('vectors', () => {
  it('resemble each other the more, the more of the words are shared', () => {
    const question = 'Wo stehen die Server?'
    expect(similarity(question, 'wo stehen denn die Server')).toBeGreaterThan(
      similarity(question, 'die Server'),
    )
    expect(similarity(question, 'die Server')).toBeGreaterThan(similarity(question, 'Wer liest die Daten?'))
  })

  it('meet in spite of a typing error, of inflection, and of another word for the same', () => {
    for (const other of ['Sevrer', 'Servers', 'Rechner'])
      expect(similarity('Server', other)).toBeGreaterThan(0)
  })

  it('are empty for words that the knowledge does not have', () => {
    expect(toVector(features('Frösche quaken'), space).features).toHaveLength(0)
    expect(toVector(features(''), space).features).toHaveLength(0)
  })

  it('get shorter by what the knowledge does not have', () => {
    expect(length('Server quaken')).toBeLessThan(length('Server'))
  })

  it('are never longer than one, have only known features, and each once', () => {
    fc.assert(
      fc.property(anyMessage, (text) => {
        const vector = toVector(features(text), space)
        expect(Math.hypot(...vector.weights)).toBeLessThanOrEqual(1.0001)
        expect(new Set(vector.features).size).toBe(vector.features.length)
        expect(vector.features.every((feature) => feature < space.idf.length)).toBe(true)
      }),
    )
  })
})
