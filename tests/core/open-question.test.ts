import { describe, expect, it } from 'vitest'
import { openQuestions } from '../../src/core/open-question.ts'
import type { JudgedQuery } from '../../src/core/judge-queries.ts'
import { decide } from '../../src/matching/decide.ts'
import type { NoticeMatch } from '../../src/matching/match.ts'
import { toPhrase } from '../../src/language/words.ts'
import { declineEntry, faqEntry, matchOf } from '../matching/samples.ts'

const server = faqEntry('server', 1)
const chat = faqEntry('chat', 2)
const cost = declineEntry('cost')

/** Each entry found resembles the question, unless `similarity` says otherwise. */
function considered([match]: readonly [NoticeMatch], { similarity = 0.5 } = {}): JudgedQuery {
  const hits = match.hits.map((hit) => ({ ...hit, evidence: { ...hit.evidence, similarity } }))
  const decision = decide([match], { minScore: 0.65, minNearest: 0.6 })
  const query = { ...toPhrase('?'), isQuestion: true, isDependent: false, background: toPhrase('') }
  return { query, matched: '?', match: [{ ...match, hits }], decision, isDoubted: false }
}

describe('an open question', () => {
  it.each([
    ['named', 'a decline entry says what is missing', matchOf([cost, 0.6], [server, 0.3])],
    ['ambiguous', 'several entries are as likely', matchOf([server, 0.4], [chat, 0.3])],
    ['uncertain', 'one entry is likely, but not enough', matchOf([server, 0.5], [chat, 0.05])],
    ['unrelated', 'none is likelier than any entry', matchOf([server, 0.2])],
  ] as const)('is %s if %s, and has the entry that comes nearest', (reason, _, match) => {
    expect(openQuestions([considered(match)])).toEqual([{ reason, nearest: 'server' }])
  })

  it('is vague if it names no topic, whatever it resembles', () => {
    const [match] = matchOf([server, 0.9])
    expect(openQuestions([considered([{ ...match, unknown: 1 }])])).toEqual([
      { reason: 'vague', nearest: undefined },
    ])
  })

  it('has no nearest entry if it resembles none', () => {
    const far = considered(matchOf([server, 0.2]), { similarity: 0.05 })
    expect(openQuestions([far])).toEqual([{ reason: 'unrelated', nearest: undefined }])
    expect(openQuestions([considered(matchOf())])).toEqual([{ reason: 'unrelated', nearest: undefined }])
  })
})

describe('the open questions of a message', () => {
  it('are those without an answer', () => {
    const answered = considered(matchOf([server, 0.9]))
    const open = considered(matchOf([chat, 0.5]))
    expect(openQuestions([answered, open, open])).toHaveLength(2)
    expect(openQuestions([answered])).toEqual([])
  })
})
