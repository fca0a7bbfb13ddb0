import { describe, expect, it } from 'vitest'
import { outcomes } from '../../../src/workshop/evaluate/confusions.ts'
import { UnknownLabelError } from '../../../src/workshop/evaluate/current-labels.ts'
import { evaluateMessages } from '../../../src/workshop/evaluate/evaluation.ts'
import { parseLabelledMessages } from '../../../src/workshop/evaluate/labelled-message.ts'
import { renderPage } from '../../../src/workshop/evaluate/page/page.ts'
import { formatWrongCase } from '../../../src/workshop/evaluate/wrong-cases.ts'
import { given, judgeBy, judgement, knowledge, message } from './samples.ts'

const competing = (entry: string, score: number) => ({
  evidence: [{ query: 'q', decision: 'surest', competitors: [{ entry, score }] }],
})
const judge = judgeBy({
  books: { action: 'answer', answers: [given('books')], ...competing('books', 0.9) },
  maps: { action: 'answer', answers: [given('monday')], ...competing('monday', 0.5) },
  silence: { action: 'ignore', ...competing('maps', 0.3) },
  unknown: { action: 'answer', answers: [given('maps')], ...competing('maps', 0.7) },
  both: { action: 'answer', answers: [given('books')] },
})
const messages = [
  message({ id: 'x1-1', text: 'books' }),
  message({ id: 'x1-2', text: 'maps', gold: [['B2']] }),
  message({ id: 'x1-3', text: 'silence', gold: [['B2']] }),
  message({ id: 'x1-4', text: 'unknown', expect: 'decline', gold: [] }),
  message({ id: 'x1-5', text: 'both', gold: [['B1'], ['B2']] }),
  message({ id: 'x1-6', text: '<script>alert(1)</script>', expect: 'ignore', gold: [], context: 'room' }),
]
const evaluation = evaluateMessages(messages, knowledge, judge)

describe('an evaluation', () => {
  it('counts which entry came instead of which', () => {
    expect(evaluation.confusions).toEqual([
      { expected: 'books', given: 'books', count: 2 },
      { expected: 'maps', given: 'monday', count: 1 },
      { expected: 'maps', given: outcomes.ignored, count: 1 },
      { expected: outcomes.declined, given: 'maps', count: 1 },
      { expected: 'maps', given: outcomes.leftOut, count: 1 },
      { expected: outcomes.ignored, given: outcomes.ignored, count: 1 },
    ])
  })

  it('orders the queries by score and follows the share of wrong ones', () => {
    expect(evaluation.risk.addressed).toEqual([
      { minScore: 0.9, coverage: 0.25, risk: 0 },
      { minScore: 0.7, coverage: 0.5, risk: 0.5 },
      { minScore: 0.5, coverage: 0.75, risk: 2 / 3 },
      // The answer that was left unsaid would have been right.
      { minScore: 0.3, coverage: 1, risk: 0.5 },
    ])
    expect(evaluation.risk.room).toEqual([])
  })

  it('shows a wrong case with the competing entries', () => {
    const [, second] = evaluation.scored
    expect(second && formatWrongCase(second)).toBe(
      [
        'x1-2 (dm, de): expected answer: B2 misled',
        '  said: maps',
        '  got:  answer · monday 0.90',
        '  wrong: monday quotes A1, A2',
        '  query: q → surest',
        '         monday 0.50',
      ].join('\n'),
    )
  })

  it('refuses labels that the notices do not have', () => {
    const typo = [message({ gold: [['C1']] })]
    expect(() => evaluateMessages(typo, knowledge, { judge: () => judgement({}) })).toThrow(UnknownLabelError)
  })
})

describe('the page', () => {
  const heading = { date: '2026-01-02', files: ['sample.jsonl'], knowledge: 'knowledge', withCases: true }
  const wrongToo = evaluateMessages(
    messages.map((one) => ({ ...one, expect: 'ignore', gold: [] })),
    knowledge,
    { judge: () => judgement({ action: 'decline' }) },
  )

  it('loads nothing from elsewhere', async () => {
    const page = await renderPage(evaluation, heading)
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/)
  })

  it('escapes what people wrote', async () => {
    const page = await renderPage(wrongToo, heading)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script>alert(1)')
  })

  it('can leave out the texts of the messages', async () => {
    const page = await renderPage(wrongToo, { ...heading, withCases: false })
    expect(page).not.toContain('alert(1)')
  })
})

describe('a file of labelled messages', () => {
  const line = JSON.stringify({ id: 'x', text: 't', context: 'dm', lang: 'de', expect: 'ignore', gold: [] })

  it('may have blank lines', () => {
    expect(parseLabelledMessages('f', `\n${line}\n\n`)).toHaveLength(1)
  })

  it.each([
    ['no JSON', `${line}\n{`, 'f:2: not JSON'],
    ['an unknown context', line.replace('dm', 'mail'), 'context'],
    ['a repeated id', `${line}\n${line}`, 'f:2: id "x" stands here twice'],
    ['an answer without sentences', line.replace('ignore', 'answer'), 'f:1: "gold" goes with'],
  ])('is refused with its line at %s', (_, text, problem) => {
    expect(() => parseLabelledMessages('f', text)).toThrow(problem)
  })
})
