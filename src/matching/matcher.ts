import type { KnowledgeBase } from '../knowledge/types.ts'
import { createAnalyzer } from '../text/analyzer.ts'
import type { Analysis, Analyzer } from '../text/analyzer.ts'
import { createLexicon, toStems } from '../text/lexicon.ts'
import { createVocabulary } from '../text/vocabulary.ts'
import type { Classifier } from './classifier.ts'
import { trainEnsemble } from './ensemble.ts'
import { weighEvidence } from './combine.ts'
import { maxCandidates, maxTrainedEntries, minClassProbability } from './constants.ts'
import { createFeatureSpace } from './feature-space.ts'
import type { FeatureSpace, Vector } from './feature-space.ts'
import { fuseScores } from './fuse-ranker.ts'
import type { Match, Target } from './match.ts'
import { createPhrasingIndex } from './phrasing-index.ts'
import type { PhrasingIndex } from './phrasing-index.ts'

export interface Matcher {
  match(query: string): Match
}

interface Phrasing {
  readonly text: string
  /** Position of the entry that it asks for. */
  readonly target: number
}

/** Indexes the knowledge once; matching itself has no state. */
export function createMatcher(knowledge: KnowledgeBase): Matcher {
  const targets = toTargets(knowledge)
  const phrasings = targets.flatMap(({ entry }, target) =>
    [...entry.questions.de, ...entry.questions.en].map((text) => ({ text, target })),
  )
  const analyzer = createKnowledgeAnalyzer(knowledge, phrasings)
  const analyses = phrasings.map(({ text }) => analyzer.analyze(text))
  const space = createFeatureSpace(analyses)
  const vectors = analyses.map((analysis) => space.toVector(analysis))
  const index = createPhrasingIndex(vectors, space.size)
  const classifier = createClassifier(phrasings, vectors, targets, space.size)
  return {
    match: (query) =>
      matchAnalysis(analyzer.analyze(query), { targets, phrasings, index, classifier, space }),
  }
}

function toTargets({ entries, declines }: KnowledgeBase): Target[] {
  return [
    ...entries.map((entry) => ({ kind: 'entry', entry }) as const),
    ...declines.map((entry) => ({ kind: 'decline', entry }) as const),
  ]
}

function createKnowledgeAnalyzer({ lexicon }: KnowledgeBase, phrasings: readonly Phrasing[]): Analyzer {
  const counts = new Map<string, number>()
  const texts = [...phrasings.map(({ text }) => text), ...lexicon.flatMap(({ terms }) => terms)]
  for (const stem of texts.flatMap(toStems)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return createAnalyzer(createLexicon(lexicon), createVocabulary(counts))
}

function createClassifier(
  phrasings: readonly Phrasing[],
  vectors: readonly Vector[],
  targets: readonly Target[],
  features: number,
): Classifier | undefined {
  if (targets.length > maxTrainedEntries) return undefined
  const examples = vectors.map((vector, i) => ({ label: phrasings[i]?.target ?? 0, vector }))
  return trainEnsemble(examples, {
    classes: targets.length,
    answering: targets.filter(isEntry).length,
    features,
  })
}

const isEntry = ({ kind }: Target) => kind === 'entry'

interface Index {
  readonly targets: readonly Target[]
  readonly phrasings: readonly Phrasing[]
  readonly index: PhrasingIndex
  readonly classifier: Classifier | undefined
  readonly space: FeatureSpace
}

function matchAnalysis(analysis: Analysis, knowledge: Index): Match {
  const { targets, phrasings, index, classifier, space } = knowledge
  const query = space.toVector(analysis)
  const similar = index.search(query, maxCandidates).flatMap(({ phrasing, score }) => {
    const found = phrasings[phrasing]
    return found ? [{ ...found, similarity: score }] : []
  })
  const tokens = fuseScores(
    analysis.text,
    similar.map(({ text }) => text),
  )
  const probabilities = classifier?.classify(query)
  const closest = new Map<number, { question: string; similarity: number; tokens: number }>()
  similar.forEach(({ target, text, similarity }, i) => {
    const best = closest.get(target) ?? { question: text, similarity, tokens: 0 }
    closest.set(target, { ...best, tokens: Math.max(best.tokens, tokens[i] ?? 0) })
  })
  const candidates = targets.flatMap((target, t) => {
    const near = closest.get(t)
    const probability = probabilities?.[t] ?? 1 / targets.length
    if (!near && (!probabilities || probability < minClassProbability)) return []
    const { question = target.entry.questions.de[0] ?? '', similarity = 0, tokens: covered = 0 } = near ?? {}
    return [
      {
        target,
        question,
        evidence: { classifier: Math.log(probability + 1e-6), similarity, tokens: covered },
      },
    ]
  })
  return weighEvidence(candidates, unknownContent(analysis))
}

function unknownContent({ words }: Analysis): Pick<Match, 'unknown' | 'unknownWords'> {
  const content = words.filter((word) => word.content)
  const unknownWords = content.filter((word) => word.status === 'unknown').map((word) => word.text)
  return { unknownWords, unknown: content.length === 0 ? 1 : unknownWords.length / content.length }
}
