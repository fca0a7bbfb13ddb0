import type { KnowledgeBase } from '../knowledge/types.ts'
import { createAnalyzer } from '../language/analyzer.ts'
import type { Analysis } from '../language/analyzer.ts'
import { createLexicon } from '../language/lexicon.ts'
import { createVocabulary } from '../language/vocabulary.ts'
import { weighEvidence } from './combine.ts'
import { maxCandidates, minClassProbability } from './constants.ts'
import { classifyByAll } from './ensemble.ts'
import { extractFeatures, toVector } from './feature-space.ts'
import { fuseScores } from './fuse-ranker.ts'
import type { Evidence, Hit, Match, Target } from './match.ts'
import { buildMatchingIndex, toPhrasings, toTargets } from './matching-index.ts'
import type { MatchingIndex, Phrasing } from './matching-index.ts'
import { createPhrasingSearch } from './phrasing-index.ts'

export interface Matcher {
  match(query: string): Match
}

interface Knowledge {
  readonly targets: readonly Target[]
  readonly phrasings: readonly Phrasing[]
  readonly index: MatchingIndex
  readonly search: ReturnType<typeof createPhrasingSearch>
}

/** @param index what `buildMatchingIndex` made of the same knowledge, to save the seconds that building takes */
export function createMatcher(knowledge: KnowledgeBase, index = buildMatchingIndex(knowledge)): Matcher {
  const targets = toTargets(knowledge)
  const phrasings = toPhrasings(targets)
  const analyzer = createAnalyzer(createLexicon(index.terms), createVocabulary(index.stems))
  const search = createPhrasingSearch(index.phrasings)
  return { match: (query) => matchAnalysis(analyzer.analyze(query), { targets, phrasings, index, search }) }
}

function matchAnalysis(analysis: Analysis, { targets, phrasings, index, search }: Knowledge): Match {
  const query = toVector(extractFeatures(analysis), index.space)
  const similar = search(query, maxCandidates).flatMap(({ phrasing, score }) => {
    const found = phrasings[phrasing]
    return found ? [{ ...found, similarity: score }] : []
  })
  const closest = closestPhrasings(analysis.text, similar)
  const probabilities = index.ensemble && classifyByAll(index.ensemble, query)
  const candidates = targets.flatMap((target, t) =>
    toCandidate(target, closest.get(t), probabilities ? (probabilities[t] ?? 0) : undefined),
  )
  return weighEvidence(candidates, unknownContent(analysis))
}

type Closeness = Pick<Evidence, 'similarity' | 'tokens'> & { readonly question: string }

/** For each target that a similar phrasing asks for: the most similar one, and the best of their token scores. */
function closestPhrasings(
  query: string,
  similar: readonly (Phrasing & { readonly similarity: number })[],
): Map<number, Closeness> {
  const scores = fuseScores(
    query,
    similar.map(({ text }) => text),
  )
  const closest = new Map<number, Closeness>()
  similar.forEach(({ target, text, similarity }, i) => {
    const best = closest.get(target) ?? { question: text, similarity, tokens: 0 }
    closest.set(target, { ...best, tokens: Math.max(best.tokens, scores[i] ?? 0) })
  })
  return closest
}

/** Keeps logarithms finite. */
const leastProbability = 1e-6

/** Without a trained classifier the similar phrasings alone decide. */
function toCandidate(
  target: Target,
  near: Closeness | undefined,
  probability: number | undefined,
): Omit<Hit, 'score'>[] {
  if (!near && (probability === undefined || probability < minClassProbability)) return []
  const { question = target.entry.questions.de[0] ?? '', similarity = 0, tokens = 0 } = near ?? {}
  const classifier = Math.log((probability ?? 0) + leastProbability)
  return [{ target, question, evidence: { classifier, similarity, tokens } }]
}

function unknownContent({ words }: Analysis): Pick<Match, 'unknown' | 'unknownWords'> {
  const content = words.filter((word) => word.content)
  const unknownWords = content.filter((word) => word.status === 'unknown').map((word) => word.text)
  return { unknownWords, unknown: content.length === 0 ? 1 : unknownWords.length / content.length }
}
