import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../../src/workshop/evaluate/figures.ts'
import { findShortfalls, parseLimit } from '../../../src/workshop/evaluate/gate.ts'
import { groupFigures } from '../../../src/workshop/evaluate/groups.ts'
import { scoreMessage } from '../../../src/workshop/evaluate/score.ts'
import { labelSentences } from '../../../src/knowledge/sentence-labels.ts'
import { formatGroups } from '../../../src/workshop/evaluate/table.ts'
import { given, judgement, knowledge, message } from './samples.ts'

describe('the Wilson interval', () => {
  it('agrees with published values', () => {
    // R: prop.test(81, 263, correct = FALSE), the example of Newcombe (1998).
    const [low, high] = wilsonInterval({ part: 81, whole: 263 })
    expect(low).toBeCloseTo(25.53, 2)
    expect(high).toBeCloseTo(36.62, 2)
  })

  it('stays inside 0 and 100 and around the share', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (part, rest) => {
        const whole = part + rest
        const [low, high] = wilsonInterval({ part, whole })
        const percent = whole === 0 ? 50 : (100 * part) / whole
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(100)
        expect(low - percent).toBeLessThan(1e-9)
        expect(percent - high).toBeLessThan(1e-9)
      }),
    )
  })
})

const sentences = labelSentences(knowledge)
const answered = judgement({ action: 'answer', answers: [given('books')] })
const groups = groupFigures([
  scoreMessage(message({ id: 'a1-1' }), answered, sentences),
  scoreMessage(message({ id: 'a1-2', lang: 'mixed', context: 'forward' }), judgement({}), sentences),
  scoreMessage(message({ id: 'b7-1', lang: 'en', file: '/x/other.jsonl' }), answered, sentences),
])

describe('groups', () => {
  it('are languages, contexts, files and series, without the empty ones', () => {
    const names = groups.map(({ name }) => name)
    expect(names).toEqual([
      'all',
      'de',
      'en',
      'mixed',
      'en+mixed',
      'dm',
      'forward',
      'other',
      'sample',
      'a1-…',
      'b7-…',
    ])
  })

  it('are shown in a Markdown table with intervals', () => {
    const [head, rule, all] = formatGroups(groups).split('\n')
    expect(head).toMatch(/^\| group +\| messages \| +needs answered \|/)
    expect(rule).toMatch(/^\| -+ \| -+: \|/)
    expect(all).toMatch(/\| +66.7 \(21–94\) \|/)
  })
})

describe('the gate', () => {
  it('reads a minimum for all messages or for a group', () => {
    expect(parseLimit('hit=92')).toEqual({ group: 'all', figure: 'hit', percent: 92 })
    expect(parseLimit('en+mixed:precision=97.5')).toEqual({
      group: 'en+mixed',
      figure: 'precision',
      percent: 97.5,
    })
    expect(parseLimit('hits=92')).toBeUndefined()
    expect(parseLimit('hit')).toBeUndefined()
  })

  it('names what is not reached', () => {
    const minimum = { group: 'all', figure: 'hit', percent: 92 } as const
    expect(findShortfalls(groups, [minimum])).toEqual(['needs answered (all): 66.7 %, at least 92 % wanted'])
    expect(findShortfalls(groups, [{ ...minimum, percent: 66 }])).toEqual([])
  })

  it('is not passed by a group without messages', () => {
    const minimum = { group: 'room', figure: 'silent', percent: 1 } as const
    expect(findShortfalls(groups, [minimum])).toHaveLength(1)
  })
})
