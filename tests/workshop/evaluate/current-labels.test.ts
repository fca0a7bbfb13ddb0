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
      'sample.jsonl: x1-001: no sentence is “Hunde bleiben draußen.” any more; delete the line, and label the message again',
    )
  })

  const long = 'Die Daten werden auf Servern in Deutschland gespeichert, und zwar'
  const kept = { gold: [['A1']], begins: beginningsOf(['A1'], labelled({ A1: `${long} lange.` })) }

  it('are told if another sentence that begins so has come to their place', () => {
    const after = labelled({ A1: `${long} kurz.`, A2: `${long} lange.` })
    expect(() => goldOf(kept, after)).toThrow(/several sentences are “Die Daten .*…” \(A1, A2\); write more/)
  })

  it('keep as much of their sentence as tells it from those that begin so', () => {
    const both = labelled({ A1: `${long} lange.`, A2: `${long} kurz.` })
    expect(beginningsOf(['A1'], both)).toEqual({ A1: `${long} l…` })
    expect(goldOf(kept, labelled({ A5: `${long} sehr lange.` }))).toEqual([[['A5']]])
  })

  it('are told if their sentence is gone and only the start of another', () => {
    const zwei = { gold: [['A1']], begins: beginningsOf(['A1'], labelled({ A1: 'Zwei' })) }
    expect(() => goldOf(zwei, labelled({ A1: 'Zweifelsfälle klärt das Team.' }))).toThrow(
      'no sentence is “Zwei”',
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
    expect(goldOf({ gold: [['A1']], begins: { A1: 'Die Schranke…' } }, both)).toEqual([[['park/A1']]])
  })

  it('mean, where each has their sentence, the notice that the others of the file decide', () => {
    const twice = labelled({ ...garden, 'garden/A3': 'Es hilft das Team.', 'park/A5': 'Es hilft das Team.' })
    const given = { gold: [['A3'], ['A2']], begins: { A3: 'Es hilft das Team.' } }
    expect(goldOf(given, twice)).toEqual([[['garden/A3'], ['garden/A2']]])
    const moved = { ...given, gold: [['A7'], ['A2']], begins: { A7: 'Es hilft das Team.' } }
    expect(goldOf(moved, twice)).toEqual([[['garden/A3'], ['garden/A2']]])
    const named = { gold: [['park/A5'], ['A2']], begins: { 'park/A5': 'Es hilft das Team.' } }
    expect(goldOf(named, twice)).toEqual([[['park/A5'], ['garden/A2']]])
  })

  it('are refused where the same sentence stands elsewhere in each', () => {
    const twice = labelled({ 'garden/A3': 'Es hilft das Team.', 'park/A5': 'Es hilft das Team.' })
    expect(() => goldOf({ gold: [['A1']], begins: { A1: 'Es hilft das Team.' } }, twice)).toThrow(
      'several sentences are “Es hilft das Team.”; write garden/A3 or park/A5 in place of "A1"',
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
