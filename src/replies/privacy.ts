import type { Bilingual, Language } from '../knowledge/types.ts'
import { list, paragraph, say } from './blocks.ts'
import { formatDays, formatHours } from './format-duration.ts'
import { privacySentences } from './privacy-sentences.ts'
import type { Block, PrivacyFacts } from './types.ts'

/** Says the most important facts, short enough for a phone, and how to see the rest. */
export function privacySummary(facts: PrivacyFacts, language: Language): readonly Block[] {
  return [
    privacySentences.inShort,
    facts.statisticsDays === 0 ? privacySentences.noCounts : privacySentences.countsInShort,
    ...(facts.handOverDays === undefined ? [] : [privacySentences.handOverInShort]),
    privacySentences.deletingInShort,
    privacySentences.more,
  ].map((sentence) => paragraph(fill(sentence, facts, language)))
}

/** Says the details that the summary leaves out. */
export function privacyBlocks(facts: PrivacyFacts, language: Language): readonly Block[] {
  const items = [
    privacySentences.text,
    privacySentences.ids,
    ...(facts.handOverDays === undefined ? [] : [privacySentences.handOver]),
    ...counting(facts),
    privacySentences.logs,
    privacySentences.keys,
  ]
  return [
    say(language, privacySentences.details),
    list(items.map((sentence) => fill(sentence, facts, language))),
  ]
}

const fill = (sentence: Required<Bilingual>, facts: PrivacyFacts, language: Language): string =>
  sentence[language]
    .replace('{retention}', formatHours(facts.retentionHours, language))
    .replace('{age}', formatHours(facts.maxAgeHours, language))
    .replace('{statistics}', formatDays(facts.statisticsDays, language))
    .replace('{handOver}', formatDays(facts.handOverDays ?? 0, language))

function counting({ statisticsDays, countsGaps }: PrivacyFacts): readonly Required<Bilingual>[] {
  if (statisticsDays === 0) return [privacySentences.noCounts]
  return countsGaps ? [privacySentences.counts, privacySentences.gaps] : [privacySentences.counts]
}
