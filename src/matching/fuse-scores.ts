import Fuse from 'fuse.js'
import { fuseThreshold } from './constants.ts'

/**
 * Fuse's token search over the phrasings that the index found: tolerant of typing errors word by word, and its score
 * says how much of the query's weight a phrasing covers.
 *
 * @returns for each phrasing its score, 0..1, higher is better (Fuse's own is a distance)
 */
export function fuseScores(query: string, phrasings: readonly string[]): number[] {
  const scores = phrasings.map(() => 0)
  if (query === '') return scores
  const fuse = new Fuse(phrasings, {
    useTokenSearch: true,
    tokenMatch: 'any',
    threshold: fuseThreshold,
    ignoreFieldNorm: true,
    includeScore: true,
  })
  for (const { refIndex, score } of fuse.search(query)) scores[refIndex] = 1 - (score ?? 1)
  return scores
}
