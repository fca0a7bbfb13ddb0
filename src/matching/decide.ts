import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { DeclineEntry, FaqEntry } from '../knowledge/types.ts'
import {
  besideOthers,
  doubtPerFewer,
  handful,
  lessAmongMany,
  maxSuggestions,
  minCoverage,
  minGapMeaning,
  minGapScore,
  minLikeness,
  minNearestAmongMany,
  minPassageSimilarity,
  minSuggestionShare,
  nearestBesideOthers,
  sameSimilarity,
  wellWritten,
} from './constants.ts'
import type { Thresholds } from './constants.ts'
import type { Evidence, Match, NoticeMatch } from './match.ts'

/** The outcome of judging one query. */
export type Decision =
  | { readonly kind: 'match'; readonly entry: FaqEntry; readonly score: number }
  /** Not certain: the one to three entries that come nearest. */
  | { readonly kind: 'ambiguous'; readonly entries: readonly FaqEntry[] }
  /** No notice answers it; `decline` says what is missing, if that is known. */
  | { readonly kind: 'abstention'; readonly decline: DeclineEntry | undefined }

/** An answer and how probable it is, counting the entries that quote the same passages. */
interface Candidate {
  readonly entry: FaqEntry
  /** How the query compares with the entry's notice. */
  readonly notice: NoticeMatch
  readonly score: number
  readonly evidence: Evidence
}

export function decide(match: Match, thresholds: Thresholds): Decision {
  const candidates = match.flatMap(rankAnswers).sort((a, b) => b.score - a.score)
  const [best] = candidates
  if (best === undefined || match.every(saysNothing)) return abstain(match)
  if (isCertain(best, match, thresholds)) return { kind: 'match', entry: best.entry, score: best.score }
  if (isLikePassage(best) && isAddressed(thresholds)) return { kind: 'ambiguous', entries: [best.entry] }
  const near = candidates
    .filter(({ score }) => score >= best.score * minSuggestionShare)
    .slice(0, maxSuggestions)
  const probability = near.reduce((sum, { score }) => sum + score, 0)
  if (isFarFetched(best) || probability < neededToShow(best, match, thresholds)) return abstain(match)
  return { kind: 'ambiguous', entries: near.map(({ entry }) => entry) }
}

/** Whether the bot was asked: only then the nearest may be shown, and an answer may be a little less certain. */
const isAddressed = ({ minNearest }: Thresholds): boolean => minNearest < 1

const abstain = (match: Match): Decision => ({ kind: 'abstention', decline: namedDecline(match) })

function isCertain(best: Candidate, match: Match, thresholds: Thresholds): boolean {
  const certainty = match.length > 1 ? best.score / besideOthers : best.score
  return certainty >= neededScore(best, match, thresholds) && accountsFor(best) && isAsked(best.entry)
}

/** An entry that stands for a passage alone, without questions, and is as similar to the query as a passage has to be. */
const isLikePassage = (best: Candidate): boolean =>
  !isAsked(best.entry) && likenessToPassage(best) >= minPassageSimilarity

/** The probability from which on the nearest are shown. */
function neededToShow(best: Candidate, match: Match, { minNearest }: Thresholds): number {
  const amongFew = minNearest * (1 - doubtOfFew(best)) ** 2
  const needed = Math.max(amongFew, minNearestAmongMany * manyness(best.notice))
  return match.length > 1 ? needed * nearestBesideOthers : needed
}

/** "Wo?" and "Was ist das?" resemble many example questions but name no topic; whatever is quoted would be a guess. */
export const saysNothing = ({ unknown, unknownWords }: NoticeMatch) =>
  unknown === 1 && unknownWords.length === 0

/** A query that is written down for an entry word for word is answered by it as soon as the entry is likelier than all others together. */
function neededScore(best: Candidate, match: Match, thresholds: Thresholds): number {
  const { minScore } = thresholds
  if (best.evidence.similarity >= sameSimilarity)
    return Math.min(minScore, minGapScore) * (1 - match.reduce((sum, { none }) => sum + none, 0))
  const needed = minScore + (1 - minScore) * doubtOfFew(best)
  return isAddressed(thresholds) ? needed * (1 - lessAmongMany * manyness(best.notice)) : needed
}

/** A question about something else that is worded like those to an entry ("Wo stehen die Fahrräder?") has words that none of the entry's many phrasings has. */
const accountsFor = ({ notice, evidence }: Pick<Candidate, 'notice' | 'evidence'>): boolean =>
  evidence.coverage >= minCoverage * Math.min(1, notice.written / wellWritten)

/** How little the probabilities of an entry's notice are to be trusted, since so few phrasings stand behind them (0..1). */
const doubtOfFew = ({ notice }: Candidate): number =>
  doubtPerFewer * Math.max(0, Math.log(wellWritten / notice.written))

/** From 0 for a handful of entries to 1 for ten times as many. */
const manyness = ({ entries }: NoticeMatch): number => Math.min(1, Math.max(0, Math.log10(entries / handful)))

/** An entry that has next to nothing in common with the query is not near it, however much likelier than the others it is. */
const isFarFetched = (best: Candidate): boolean =>
  Math.max(best.evidence.similarity, likenessToPassage(best)) < minLikeness

const likenessToPassage = ({ evidence: { passage, passageMeaning } }: Candidate) =>
  Math.max(passage, passageMeaning)

/** A passage that nobody has written questions for is found by its words alone: never certain, and without a question to choose it by. */
const isAsked = ({ questions }: FaqEntry) => questions.de.length + questions.en.length > 0

/** Entries that share a passage are no rivals: whichever is quoted, the asker reads it. */
function rankAnswers(notice: NoticeMatch): Candidate[] {
  const candidates: Candidate[] = []
  for (const { target, score, evidence } of notice.hits) {
    if (target.kind !== 'entry') continue
    const { entry } = target
    const same = candidates.findIndex((candidate) => sharesPassage(candidate.entry, entry))
    const twin = candidates[same]
    if (twin) candidates[same] = { ...twin, score: twin.score + score }
    else candidates.push({ entry, notice, score, evidence })
  }
  return candidates
}

/** A gap is a claim about a notice, so its entry has to be likelier than all else together, and about what is asked. */
function namedDecline(match: Match): DeclineEntry | undefined {
  const gaps = match.flatMap((notice) =>
    notice.hits.flatMap(({ target, score, evidence }) =>
      target.kind === 'decline' ? [{ entry: target.entry, score, evidence, notice }] : [],
    ),
  )
  const [best] = gaps.toSorted((a, b) => b.score - a.score)
  if (best === undefined || best.score < minGapScore) return undefined
  const isAbout = accountsFor(best) || Math.exp(best.evidence.meaning) >= minGapMeaning
  return isAbout ? best.entry : undefined
}
