import type { KnowledgeBase } from '../knowledge/types.ts'
import { createAnalyzer } from '../language/analyzer.ts'
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts'
import { createLexicon, stemTerms, toStems } from '../language/lexicon.ts'
import type { StemmedTerms } from '../language/lexicon.ts'
import { createVocabulary } from '../language/vocabulary.ts'
import { toPhrase } from '../language/words.ts'
import { maxRivals, maxSimilar } from './constants.ts'
import { trainEnsemble } from './ensemble.ts'
import type { Ensemble, EnsembleSize } from './ensemble.ts'
import { usersOfStems } from './coverage.ts'
import type { StemmedText, UsersOfStems } from './coverage.ts'
import { createFeatureSpace, extractFeatures, toVector } from './feature-space.ts'
import type { FeatureSpace, Vector } from './feature-space.ts'
import type { Target } from './match.ts'
import { createPhrasingIndex, createPhrasingSearch } from './phrasing-index.ts'
import type { PhrasingIndex } from './phrasing-index.ts'
import { centerOf, denseVector, encodeAll, vectorAt } from './sentence-vectors.ts'
import type { SentenceVectors } from './sentence-vectors.ts'
import { quotedText, toPhrasings, toTargets } from './targets.ts'
import type { Phrasing } from './targets.ts'
import type { Example } from './train-classifier.ts'

/** All that matching derives from the knowledge, as plain data that can be kept: building it takes seconds. */
export interface MatchingIndex {
  /** The lexicon's. */
  readonly terms: StemmedTerms
  /** In the order of the notices. */
  readonly notices: readonly NoticeIndex[]
}

/** One notice's, with nothing of the others, so that it answers beside them as it does alone. */
export interface NoticeIndex {
  /** The stems of the notice's knowledge and how often each occurs. */
  readonly stems: ReadonlyMap<string, number>
  /** To tell how much of a query an entry accounts for. */
  readonly users: UsersOfStems
  readonly space: FeatureSpace
  readonly phrasings: PhrasingIndex
  readonly ensemble: Ensemble
  /** Of the quotes, by target; empty for decline entries. */
  readonly passages: readonly Vector[]
  /** If there is a sentence encoder. */
  readonly meanings: Meanings | undefined
}

/** A notice by the sentence vectors of its texts, where `NoticeIndex` has it by their words. */
export interface Meanings {
  readonly ensemble: Ensemble
  /** By target; only zeros for decline entries. */
  readonly passages: SentenceVectors
  /** The middle of the notice's phrasings and passages stands for its subject; those of the general declines are left out. */
  readonly center: Float32Array
}

export function buildMatchingIndex(knowledge: KnowledgeBase, encoder?: SentenceEncoder): MatchingIndex {
  const terms = stemTerms(knowledge.lexicon)
  return {
    terms,
    notices: knowledge.notices.map(({ id }) => indexNotice(id, knowledge, terms, encoder)),
  }
}

function indexNotice(
  notice: string,
  knowledge: KnowledgeBase,
  terms: StemmedTerms,
  encoder: SentenceEncoder | undefined,
): NoticeIndex {
  const targets = toTargets(knowledge, notice)
  const phrasings = toPhrasings(targets)
  const questions = phrasings.map(({ text }) => text)
  const quotes = targets.map(quotedText)
  const words = knowledge.lexicon.flatMap((concept) => concept.terms)
  const stemmed: StemmedText[] = [
    ...phrasings.map(({ text, target }) => ({ stems: toStems(text), target })),
    ...quotes.map((text, target) => ({ stems: toStems(text), target })),
  ]
  const stems = count([...stemmed.flatMap((text) => text.stems), ...words.flatMap(toStems)])
  const analyzer = createAnalyzer(createLexicon(terms), createVocabulary(stems))
  const features = (text: string) => extractFeatures(analyzer.analyze(toPhrase(text)))
  const asked = questions.map(features)
  const quoted = quotes.map(features)
  const space = createFeatureSpace([...asked, ...quoted])
  const vectors = asked.map((names) => toVector(names, space))
  const index = createPhrasingIndex(vectors, space.idf.length)
  const examples = toExamples(vectors, phrasings, index, targets.length)
  const classes = {
    classes: targets.length,
    answering: targets.filter(({ kind }) => kind === 'entry').length,
  }
  return {
    stems,
    users: usersOfStems(stemmed),
    space,
    phrasings: index,
    ensemble: trainEnsemble(examples, { ...classes, features: space.idf.length }),
    passages: quoted.map((names) => toVector(names, space)),
    meanings: encoder && indexMeanings(targets, phrasings, examples, classes, encoder),
  }
}

function indexMeanings(
  targets: readonly Target[],
  phrasings: readonly Phrasing[],
  examples: readonly Example[],
  classes: Pick<EnsembleSize, 'classes' | 'answering'>,
  encoder: SentenceEncoder,
): Meanings {
  const asked = encodeAll(
    phrasings.map(({ text }) => text),
    encoder,
  )
  const passages = encodeAll(targets.map(quotedText), encoder)
  const meant = examples.map((example, i) => ({ ...example, vector: denseVector(vectorAt(asked, i)) }))
  const isOwn = (target: number) => targets[target]?.entry.notice !== undefined
  const own = [
    ...phrasings.flatMap(({ target }, i) => (isOwn(target) ? [vectorAt(asked, i)] : [])),
    ...targets.flatMap(({ kind }, i) => (kind === 'entry' ? [vectorAt(passages, i)] : [])),
  ]
  return {
    ensemble: trainEnsemble(meant, { ...classes, features: asked.dimensions }),
    passages,
    center: centerOf(own),
  }
}

/** In large knowledge an example is told apart only from the entries whose phrasings resemble it. */
function toExamples(
  vectors: readonly Vector[],
  phrasings: readonly Phrasing[],
  index: PhrasingIndex,
  classes: number,
): Example[] {
  const search = createPhrasingSearch(index)
  const weights = balanceOf(phrasings, classes)
  const classOf = (phrasing: number) => phrasings[phrasing]?.target ?? 0
  return vectors.map((vector, i) => {
    const label = classOf(i)
    const weight = weights[label] ?? 1
    if (classes <= maxRivals) return { label, vector, weight }
    const similar = search(vector, maxSimilar).map(({ phrasing }) => classOf(phrasing))
    return { label, vector, weight, rivals: Int32Array.from(new Set([label, ...similar])) }
  })
}

/**
 * The weight of an example of each class: 1 on average, and less by the square root of how many the class has. So no class wins by
 * their number, and yet one that has more is known better.
 */
function balanceOf(phrasings: readonly Phrasing[], classes: number): Float64Array {
  const counts = new Float64Array(classes)
  for (const { target } of phrasings) counts[target] = (counts[target] ?? 0) + 1
  const total = counts.reduce((sum, count) => sum + Math.sqrt(count), 0)
  return counts.map((count) => phrasings.length / (total * Math.sqrt(count || 1)))
}

function count(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return counts
}
