import type { KnowledgeBase } from '../knowledge/types.ts'
import { createAnalyzer } from '../language/analyzer.ts'
import type { Analysis, Analyzer } from '../language/analyzer.ts'
import type { SentenceEncoder, SentenceVector } from '../language/encoder/sentence-encoder.ts'
import { createLexicon, toStems } from '../language/lexicon.ts'
import { createVocabulary } from '../language/vocabulary.ts'
import type { Phrase } from '../language/words.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { SearchableNotice } from './gather-evidence.ts'
import { answerable } from './match.ts'
import type { Match, NoticeMatch } from './match.ts'
import { buildMatchingIndex } from './matching-index.ts'
import type { MatchingIndex } from './matching-index.ts'
import { createPhrasingSearch } from './phrasing-index.ts'
import { towardsCenters } from './sentence-vectors.ts'
import { toPhrasings, toTargets, writtenFor } from './targets.ts'
import { weighEvidence } from './weigh-evidence.ts'
import { weighNotices } from './weigh-notices.ts'
import { withoutImplied } from './without-implied.ts'
import type { StemmedName } from './without-implied.ts'

export interface Matcher {
  /** @param notices ids of those that come into question; where missing, all */
  match(query: Phrase, notices?: readonly string[]): Match
}

interface Notice extends SearchableNotice {
  readonly id: string
  readonly implied: readonly StemmedName[]
  readonly entries: number
  readonly written: number
  readonly analyzer: Analyzer
}

export interface MatcherOptions {
  /** The index that `buildMatchingIndex` made of the same knowledge with the same encoder, to save the seconds that building takes. */
  readonly index?: MatchingIndex | undefined
  readonly encoder?: SentenceEncoder | undefined
}

export function createMatcher(knowledge: KnowledgeBase, { index, encoder }: MatcherOptions = {}): Matcher {
  const { terms, notices } = index ?? buildMatchingIndex(knowledge, encoder)
  const lexicon = createLexicon(terms)
  const searchable = knowledge.notices.flatMap(({ id, implied }, i): Notice[] => {
    const own = notices[i]
    if (own === undefined) return []
    const targets = toTargets(knowledge, id)
    return [
      {
        id,
        implied: implied.map(toStems).filter(({ length }) => length > 0),
        analyzer: createAnalyzer(lexicon, createVocabulary(own.stems)),
        targets,
        entries: targets.filter(({ kind }) => kind === 'entry').length,
        written: writtenFor(targets),
        phrasings: toPhrasings(targets),
        index: own,
        search: createPhrasingSearch(own.phrasings),
      },
    ]
  })
  const encode = (query: Phrase) => encoder?.encode(inSmallLetters(query.text))
  return {
    match(query, among) {
      const meaning = encode(query)
      const asked = searchable.filter(({ id }) => among === undefined || among.includes(id))
      const centers = asked.map(({ index }) => index.meanings?.center ?? new Float32Array())
      const subjects = meaning && towardsCenters(meaning, centers)
      const matches = asked.map((notice, i) => {
        const matchOf = (phrase: Phrase, vector = encode(phrase)) =>
          matchNotice(phrase, vector, subjects?.[i] ?? 0, notice)
        const rest = withoutImplied(query, notice.implied)
        const whole = matchOf(query, meaning)
        return rest === query ? whole : moreCertain(whole, matchOf(rest))
      })
      return weighNotices(matches, meaning !== undefined).sort((a, b) => answerable(b) - answerable(a))
    },
  }
}

/** Phrasings seldom say what goes without saying, so a query is often understood better without it; but an entry may be about just that. */
const moreCertain = (whole: NoticeMatch, rest: NoticeMatch): NoticeMatch =>
  (rest.hits[0]?.score ?? 0) > (whole.hits[0]?.score ?? 0) ? rest : whole

/** The encoder tells capitals from small letters, and hardly knows a sentence that somebody shouts. */
const inSmallLetters = (text: string): string =>
  text.includes(' ') && text === text.toUpperCase() ? text.toLowerCase() : text

/** The same matcher for some of the notices; where `notices` is missing, for all. */
export const within = (matcher: Matcher, notices: readonly string[] | undefined): Matcher => ({
  match: (query) => matcher.match(query, notices),
})

function matchNotice(
  query: Phrase,
  meaning: SentenceVector | undefined,
  subject: number,
  notice: Notice,
): NoticeMatch {
  const analysis = notice.analyzer.analyze(query)
  const unknown = unknownContent(analysis)
  const candidates = gatherEvidence(analysis, meaning, notice)
  return {
    notice: notice.id,
    subject,
    entries: notice.entries,
    written: notice.written,
    ...unknown,
    ...weighEvidence(candidates, unknown.unknown, notice.written, notice.index.meanings !== undefined),
  }
}

function unknownContent({ words }: Analysis): Pick<NoticeMatch, 'unknown' | 'unknownWords'> {
  const content = words.filter((word) => word.content)
  const unknownWords = content.filter((word) => word.status === 'unknown').map((word) => word.text)
  return { unknownWords, unknown: content.length === 0 ? 1 : unknownWords.length / content.length }
}
