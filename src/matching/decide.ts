import type { DeclineEntry, FaqEntry } from '../knowledge/types.ts'
import { maxSuggestions, minAnswered, minGapScore, minLead, minSuggestionShare } from './constants.ts'
import type { Thresholds } from './constants.ts'
import type { Hit, Match } from './match.ts'

/** What is done about one query. */
export type Decision =
  | { readonly kind: 'match'; readonly entry: FaqEntry; readonly score: number }
  | { readonly kind: 'ambiguous'; readonly entries: readonly FaqEntry[] }
  /** The notice does not answer it; `gap` says what is missing, if that is known. */
  | { readonly kind: 'abstention'; readonly gap: DeclineEntry | undefined }

/** An answer and how probable it is, counting the entries that quote the same passages. */
interface Candidate {
  readonly entry: FaqEntry
  readonly score: number
}

export function decide(match: Match, { minScore, minLikely, minSuggest }: Thresholds): Decision {
  if (saysNothing(match)) return { kind: 'abstention', gap: namedGap(match) }
  const candidates = rankAnswers(match.hits)
  const [best] = candidates
  if (best && best.score >= minScore) return { kind: 'match', ...best }
  if (best && isLikely(best, candidates[1], match, minLikely)) return { kind: 'match', ...best }
  const close = candidates.filter(({ score }) => best && score >= best.score * minSuggestionShare)
  const suggested = close.slice(0, maxSuggestions)
  const together = suggested.reduce((sum, { score }) => sum + score, 0)
  if (suggested.length > 1 && together >= minSuggest) {
    return { kind: 'ambiguous', entries: suggested.map(({ entry }) => entry) }
  }
  return { kind: 'abstention', gap: namedGap(match) }
}

/** "Wo?" and "Was ist das?" resemble many example questions but name no topic; whatever is quoted would be a guess. */
export const saysNothing = ({ unknown, unknownWords }: Match) => unknown === 1 && unknownWords.length === 0

/** Less certain which, but all but certain that the notice answers it, and well ahead of the next best. */
function isLikely(best: Candidate, next: Candidate | undefined, { hits }: Match, minLikely: number): boolean {
  const answered = hits.reduce((sum, { target, score }) => (target.kind === 'entry' ? sum + score : sum), 0)
  return best.score >= minLikely && answered >= minAnswered && best.score >= (next?.score ?? 0) * minLead
}

/** Entries that share a passage are no rivals: whichever is quoted, the asker reads it. */
function rankAnswers(hits: readonly Hit[]): Candidate[] {
  const candidates: Candidate[] = []
  for (const { target, score } of hits) {
    if (target.kind !== 'entry') continue
    const { entry } = target
    const same = candidates.findIndex((candidate) => sharesPassage(candidate.entry, entry))
    const twin = candidates[same]
    if (twin) candidates[same] = { ...twin, score: twin.score + score }
    else candidates.push({ entry, score })
  }
  return candidates.sort((a, b) => b.score - a.score)
}

function sharesPassage(a: FaqEntry, b: FaqEntry): boolean {
  const passages = new Set(a.quotes.flatMap((quote) => quote.passages))
  return b.quotes.some((quote) => quote.passages.some((passage) => passages.has(passage)))
}

function namedGap({ hits, none }: Match): DeclineEntry | undefined {
  const best = hits.find((hit) => hit.target.kind === 'decline')
  if (best?.target.kind !== 'decline' || best.score < Math.max(none, minGapScore)) return undefined
  return best.target.entry
}
