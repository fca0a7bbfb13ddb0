import { sharesPassage } from '../knowledge/shares-passage.ts'
import type { DeclineEntry, FaqEntry } from '../knowledge/types.ts'
import type { Frame } from '../replies/compose.ts'
import { composeFindings, ofKind } from '../replies/findings.ts'
import type { Finding } from '../replies/findings.ts'
import type { Outcome } from '../replies/types.ts'
import { isRepeat } from './follow-up.ts'
import type { JudgedQuery } from './judge-queries.ts'
import { openQuestions } from './open-question.ts'

/** One outcome of all queries: an answer if one of them is answered, else the nearest if any comes near, else a decline. */
export function merge(
  considered: readonly JudgedQuery[],
  topic: FaqEntry | undefined,
  frame: Frame,
): Outcome {
  const findings = findingsOf(considered, topic)
  const reply = composeFindings(findings, frame)
  const open = openQuestions(considered)
  const answers = ofKind(findings, 'answer')
  const suggestions = ofKind(findings, 'near').flatMap(({ entries }) => entries)
  if (answers.length > 0) return { kind: 'answer', answers, suggestions, open, reply }
  const [first, ...others] = findings
  const isChoice = suggestions.length > 1 && others.length === 0
  if (suggestions.length > 0)
    return { kind: 'suggest', suggestions, isChoice, open: gapsIn(considered), reply }
  const entry = first?.kind === 'gap' && others.length === 0 ? first.decline : undefined
  return { kind: 'decline', entry, open, reply }
}

/** Beside what comes nearest only what was not found counts as open. */
const gapsIn = (considered: readonly JudgedQuery[]) =>
  openQuestions(considered.filter(({ decision }) => decision.kind === 'abstention'))

/** The findings about all questions, with each passage and each gap once. Small talk beside questions needs no word. */
export function findingsOf(considered: readonly JudgedQuery[], topic?: FaqEntry): readonly Finding[] {
  const quoted = considered.flatMap(({ decision }) => (decision.kind === 'match' ? [decision.entry] : []))
  const read = topic === undefined ? quoted : [topic, ...quoted]
  const found = considered.reduce<readonly Finding[]>((findings, one) => {
    const finding = isRepeat(one, topic) ? repeat(one) : toFinding(one, read, considered.length > 1)
    return withFinding(findings, finding, one)
  }, [])
  const serious = found.filter((finding) => finding.kind !== 'gap' || !isIdle(finding.decline))
  return serious.length > 0 ? serious : found.slice(0, 1)
}

const isIdle = ({ smallTalk, vague }: DeclineEntry): boolean => smallTalk === true || vague === true

/** Adds a finding; a question that has the same passage or gap as an earlier one is put beside that. */
function withFinding(findings: readonly Finding[], finding: Finding, one: JudgedQuery): readonly Finding[] {
  const known = findings.find((earlier) => saysSame(earlier, finding))
  if (known === undefined) return [...findings, finding]
  // A question that points back finds the passage of the one before it, whether or not that is meant.
  if (finding.kind === 'answer' && one.query.isDependent) return [...findings, repeat(one)]
  const queries = [...known.queries, ...finding.queries]
  return findings.map((earlier) => (earlier === known ? { ...known, queries } : earlier))
}

const repeat = ({ query }: JudgedQuery): Finding => ({ queries: [query.text], kind: 'repeat' })

/**
 * Somebody who asks several things is shown the nearest passage to each, as choosing is for one question alone.
 *
 * @param read entries whose passages the asker reads anyway
 */
function toFinding(
  { query, decision }: JudgedQuery,
  read: readonly FaqEntry[],
  isOneOfSeveral: boolean,
): Finding {
  const queries = [query.text]
  switch (decision.kind) {
    case 'match':
      return { queries, kind: 'answer', entry: decision.entry, score: decision.score }
    case 'ambiguous': {
      const near = decision.entries.filter((entry) => !read.some((other) => sharesPassage(other, entry)))
      if (near.length === 0) return { queries, kind: 'repeat' }
      return { queries, kind: 'near', entries: isOneOfSeveral ? near.slice(0, 1) : near }
    }
    case 'abstention':
      return decision.decline === undefined
        ? { queries, kind: 'nothing' }
        : { queries, kind: 'gap', decline: decision.decline }
  }
}

function saysSame(one: Finding, other: Finding): boolean {
  if (one.kind === 'answer' && other.kind === 'answer') return textOf(one.entry) === textOf(other.entry)
  if (one.kind === 'near' && other.kind === 'near')
    return one.entries.some((entry) => other.entries.some((near) => sharesPassage(entry, near)))
  return one.kind === 'gap' && other.kind === 'gap' && one.decline === other.decline
}

const textOf = ({ quotes }: FaqEntry): string => quotes.map(({ text }) => text).join()
