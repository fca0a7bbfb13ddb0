import { describe, expect, it } from 'vitest'
import { beginningsOf, withCurrentLabels } from '../../../src/workshop/evaluate/current-labels.ts'
import type { LabelledSentence } from '../../../src/knowledge/sentence-labels.ts'
import { message } from './samples.ts'

const labelled = (texts: Readonly<Record<string, string>>): LabelledSentence[] =>
  Object.entries(texts).map(([label, text]) => ({ label, text }))
const goldOf = (given: Parameters<typeof message>[0], sentences: readonly LabelledSentence[]) =>
  withCurrentLabels([message(given)], sentences).map(({ gold }) => gold)

describe('labels of a notice that has changed', () => {
  const before = labelled({ A1: 'Montags ist offen.', A2: 'Hunde bleiben draußen.' })
  const begins = beginningsOf(['A2'], before)
  const given = { gold: [['A2']], begins }

  it('follow their sentence, also where its end is another one', () => {
    const after = labelled({
      A1: 'Neu.',
      A2: 'Neu, auch.',
      A3: 'Montags ist offen.',
      A4: 'Hunde bleiben draußen.',
    })
    expect(goldOf(given, after)).toEqual([[['A4']]])
  })

  it('stay where their sentence stands twice', () => {
    expect(goldOf(given, [...before, { label: 'B1', text: 'Hunde bleiben draußen.' }])).toEqual([[['A2']]])
  })

  it('are told if their sentence is gone', () => {
    expect(() => goldOf(given, labelled({ A1: 'Montags ist offen.', A2: 'Katzen auch.' }))).toThrow(
      'sample.jsonl: x1-001: no sentence begins with “Hunde bleiben draußen.” any more; delete the line, and label the message again',
    )
  })

  it('mean what they count where their sentence is not known', () => {
    expect(goldOf({ gold: [['A1']] }, before)).toEqual([[['A1']]])
  })
})

describe('labels without a notice, where there are two', () => {
  const garden = { 'garden/A1': 'Offen.', 'garden/A2': 'Hunde bleiben draußen.' }
  const both = labelled({ ...garden, 'park/A1': 'Die Schranke ist zu.' })

  it('mean the only notice that has all of them', () => {
    expect(goldOf({ gold: [['A1', 'A2']] }, both)).toEqual([[['garden/A1', 'garden/A2']]])
  })

  it('mean the notice that has their sentence', () => {
    expect(goldOf({ gold: [['A1']], begins: { A1: 'Die Schranke' } }, both)).toEqual([[['park/A1']]])
  })

  it('are refused where the same sentence stands elsewhere in each', () => {
    const twice = labelled({ 'garden/A3': 'Es hilft das Team.', 'park/A5': 'Es hilft das Team.' })
    expect(() => goldOf({ gold: [['A1']], begins: { A1: 'Es hilft' } }, twice)).toThrow(
      'several sentences begin with “Es hilft”; write garden/A3 or park/A5 in place of "A1"',
    )
  })

  it('are refused where several notices have all of them, and say what to write', () => {
    expect(() => goldOf({ gold: [['A1']] }, both)).toThrow(
      'sample.jsonl: x1-001: several notices have a sentence "A1"; write garden/A1 or park/A1',
    )
  })

  it('are refused where no notice has them', () => {
    expect(() => goldOf({ gold: [['C9']] }, both)).toThrow('no sentence "C9"; npm run check-knowledge')
  })
})
