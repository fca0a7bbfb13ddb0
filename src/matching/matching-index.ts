import type { KnowledgeBase } from '../knowledge/types.ts'
import { createAnalyzer } from '../language/analyzer.ts'
import { createLexicon, stemTerms, toStems } from '../language/lexicon.ts'
import type { StemmedTerms } from '../language/lexicon.ts'
import { createVocabulary } from '../language/vocabulary.ts'
import { maxTrainedEntries } from './constants.ts'
import { trainEnsemble } from './ensemble.ts'
import type { Ensemble } from './ensemble.ts'
import { createFeatureSpace, extractFeatures, toVector } from './feature-space.ts'
import type { FeatureSpace } from './feature-space.ts'
import type { Target } from './match.ts'
import { createPhrasingIndex } from './phrasing-index.ts'
import type { PhrasingIndex } from './phrasing-index.ts'

/** All that matching derives from the knowledge, as plain data that can be kept: building it takes seconds. */
export interface MatchingIndex {
  /** The stems of the knowledge and how often each occurs. */
  readonly stems: ReadonlyMap<string, number>
  /** The lexicon's. */
  readonly terms: StemmedTerms
  readonly space: FeatureSpace
  readonly phrasings: PhrasingIndex
  /** Missing in knowledge of more than `maxTrainedEntries` entries. */
  readonly ensemble: Ensemble | undefined
}

/** An example question. */
export interface Phrasing {
  readonly text: string
  /** Position of the target that it asks for. */
  readonly target: number
}

export function buildMatchingIndex(knowledge: KnowledgeBase): MatchingIndex {
  const targets = toTargets(knowledge)
  const phrasings = toPhrasings(targets)
  const stems = countStems([
    ...phrasings.map(({ text }) => text),
    ...knowledge.lexicon.flatMap(({ terms }) => terms),
  ])
  const terms = stemTerms(knowledge.lexicon)
  const analyzer = createAnalyzer(createLexicon(terms), createVocabulary(stems))
  const features = phrasings.map(({ text }) => extractFeatures(analyzer.analyze(text)))
  const space = createFeatureSpace(features)
  const vectors = features.map((names) => toVector(names, space))
  const size = { classes: targets.length, answering: knowledge.entries.length, features: space.idf.length }
  const examples = phrasings.flatMap(({ target }, i) => {
    const vector = vectors[i]
    return vector ? [{ label: target, vector }] : []
  })
  return {
    stems,
    terms,
    space,
    phrasings: createPhrasingIndex(vectors, size.features),
    ensemble: targets.length > maxTrainedEntries ? undefined : trainEnsemble(examples, size),
  }
}

/** What a query may be about, in the order in which the index numbers them: entries first, then decline entries. */
export function toTargets({ entries, declines }: KnowledgeBase): Target[] {
  return [
    ...entries.map((entry) => ({ kind: 'entry', entry }) as const),
    ...declines.map((entry) => ({ kind: 'decline', entry }) as const),
  ]
}

export function toPhrasings(targets: readonly Target[]): Phrasing[] {
  return targets.flatMap(({ entry }, target) =>
    [...entry.questions.de, ...entry.questions.en].map((text) => ({ text, target })),
  )
}

function countStems(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const stem of texts.flatMap(toStems)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}
