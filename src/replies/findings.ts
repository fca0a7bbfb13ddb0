import type { Bilingual, DeclineEntry, FaqEntry, Language } from '../knowledge/types.ts'
import { heading, list, paragraph, quotations, say } from './blocks.ts'
import { composeAnswer, composeDecline, composeNearest, composeNoOther, sayGap } from './compose.ts'
import type { Frame } from './compose.ts'
import { contactBlocks } from './contact.ts'
import { inGerman, sentences } from './sentences.ts'
import type { Block, Reply } from './types.ts'

/** What was found about a question of a message, or about several that have the same passage or gap. */
export type Finding = { readonly queries: readonly string[] } & (
  | { readonly kind: 'answer'; readonly entry: FaqEntry; readonly score: number }
  /** The notice says nothing about it. */
  | { readonly kind: 'gap'; readonly decline: DeclineEntry }
  /** Not certain. Beside other questions it is one entry. */
  | { readonly kind: 'near'; readonly entries: readonly FaqEntry[] }
  /** No passage comes into question but one that the asker reads anyway. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'nothing' }
)

/** One reply to a message, with what was found about each of its questions. */
export function composeFindings(findings: readonly Finding[], frame: Frame): Reply {
  const [first] = findings
  if (first === undefined || findings.every(({ kind }) => kind === 'nothing'))
    return composeDecline(undefined, frame)
  return findings.length === 1 && first.queries.length === 1
    ? composeOnly(first, frame)
    : composeSeveral(findings, frame)
}

function composeOnly(finding: Finding, frame: Frame): Reply {
  switch (finding.kind) {
    case 'answer':
      return composeAnswer(finding.entry, frame)
    case 'near':
      return composeNearest(finding.entries, frame)
    case 'repeat':
      return composeNoOther(frame)
    case 'gap':
      return composeDecline(finding.decline, frame)
    case 'nothing':
      return composeDecline(undefined, frame)
  }
}

/** In the order of the questions what can be said about each, and then of what nothing can be said. */
function composeSeveral(findings: readonly Finding[], frame: Frame): Reply {
  const { language } = frame
  const isQuoted = ofKind(findings, 'answer').length > 0
  const isOpen = findings.some(({ kind }) => kind !== 'answer')
  return {
    language,
    blocks: [
      ...(isQuoted && language === 'en' ? [paragraph(inGerman.onYourQuestions)] : []),
      ...findings.flatMap((finding) => sayAbout(finding, frame)),
      ...listBelow(sentences.noOtherFor, ofKind(findings, 'repeat'), language),
      ...listBelow(sentences.notFoundFor, ofKind(findings, 'nothing'), language),
      ...(isOpen ? contactBlocks(frame.persona.contact, language) : []),
    ],
  }
}

export const ofKind = <Kind extends Finding['kind']>(
  findings: readonly Finding[],
  ...kinds: readonly Kind[]
) =>
  findings.filter((finding): finding is Extract<Finding, { readonly kind: Kind }> =>
    kinds.some((kind) => kind === finding.kind),
  )

/** The question with what the notice says about it, or what comes nearest, or what is missing. */
function sayAbout(finding: Finding, frame: Frame): readonly Block[] {
  const titles = finding.queries.map((query) => heading(asLine(query)))
  switch (finding.kind) {
    case 'answer':
      return [...titles, ...quotations(finding.entry)]
    case 'gap':
      return [...titles, sayGap(finding.decline, frame)]
    case 'near':
      return [...titles, ...composeNearest(finding.entries, frame).blocks]
    case 'repeat':
    case 'nothing':
      return []
  }
}

/** The questions that nothing can be said about, below a sentence; nothing if there are none. */
export const listBelow = (
  sentence: Bilingual,
  findings: readonly Finding[],
  language: Language,
): readonly Block[] =>
  findings.length === 0
    ? []
    : [say(language, sentence), list(findings.flatMap(({ queries }) => queries.map(asLine)))]

/** A question as one that stands alone, though it may have been cut out of a sentence, in a few lines of a phone. */
export function asLine(query: string): string {
  const text = query.charAt(0).toLocaleUpperCase('de') + query.slice(1).replace(/[.,;:]$/, '')
  return text.length > longestLine ? `${text.slice(0, longestLine).trimEnd()}…` : text
}

/** In characters. */
const longestLine = 160
