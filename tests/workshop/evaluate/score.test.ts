import { describe, expect, it } from 'vitest'
import { computeFigures, toPercent } from '../../../src/workshop/evaluate/figures.ts'
import { scoreMessage } from '../../../src/workshop/evaluate/score.ts'
import { labelSentences, sentencesIn } from '../../../src/knowledge/sentence-labels.ts'
import { given, judgement, knowledge, message, notice, quotes } from './samples.ts'

const sentences = labelSentences(knowledge)

describe('labels of sentences', () => {
  it('count per section', () => {
    expect(sentences.map(({ label }) => label)).toEqual(['A1', 'A2', 'B1', 'B2', 'B3', 'B4'])
  })

  it('name the notice where there are several', () => {
    const two = { ...knowledge, notices: [notice, { ...notice, id: 'archive' }] }
    expect(labelSentences(two).map(({ label }) => label)).toContain('archive/B2')
  })

  it('are found in a quote whatever its white space', () => {
    expect(sentencesIn('Montags ist\u00a0offen.\nDienstags  ist zu.', sentences)).toEqual(['A1', 'A2'])
  })

  it('are not found in a part of the sentence', () => {
    expect(sentencesIn('Montags ist', sentences)).toEqual([])
  })
})

describe('a message that should be answered', () => {
  it('is right when every need has an accepted sentence among the quotes', () => {
    const asked = message({ gold: [['B1'], ['A2', 'B4']] })
    const scored = scoreMessage(
      asked,
      judgement({ action: 'answer', answers: [given('books'), given('monday')] }),
      sentences,
    )
    expect(scored.needs.map(({ result }) => result)).toEqual(['hit', 'hit'])
    expect(scored.right).toBe(true)
  })

  it('is wrong when one of two needs is left out', () => {
    const asked = message({ gold: [['B1'], ['A2']] })
    const scored = scoreMessage(asked, judgement({ action: 'answer', answers: [given('books')] }), sentences)
    expect(scored.needs.map(({ result }) => result)).toEqual(['hit', 'misled'])
    expect(scored.right).toBe(false)
  })

  it('is wrong when another quote stands beside the right one', () => {
    const scored = scoreMessage(
      message({}),
      judgement({ action: 'answer', answers: [given('books'), given('maps')] }),
      sentences,
    )
    expect(scored.quotes.map(({ result }) => result)).toEqual(['right', 'wrong'])
    expect(scored.right).toBe(false)
  })

  it('is only assisted by a suggestion', () => {
    const scored = scoreMessage(
      message({}),
      judgement({ action: 'suggest', suggestions: [given('maps'), given('books')] }),
      sentences,
    )
    expect(scored.needs.map(({ result }) => result)).toEqual(['assisted'])
    expect(scored.right).toBe(false)
  })

  it('does not count answers that stand beside another action', () => {
    const scored = scoreMessage(
      message({}),
      judgement({ action: 'decline', answers: [given('books')] }),
      sentences,
    )
    expect(scored.needs.map(({ result }) => result)).toEqual(['misled'])
    expect(scored.quotes).toEqual([])
  })

  it('marks a quote that is no sentence of the notice as ungrounded', () => {
    const made = { entry: 'books', quote: 'Bücher stehen im' }
    const scored = scoreMessage(message({}), judgement({ action: 'answer', answers: [made] }), sentences)
    expect(scored.quotes.map(({ result }) => result)).toEqual(['ungrounded'])
  })
})

describe('the figures', () => {
  const decline = message({ expect: 'decline', gold: [] })
  const ignore = message({ expect: 'ignore', gold: [], context: 'room' })
  const figures = computeFigures([
    scoreMessage(message({}), judgement({ action: 'answer', answers: [given('books')] }), sentences),
    scoreMessage(
      message({}),
      judgement({ action: 'answer', answers: [given('maps'), { entry: 'all', quote: quotes.all }] }),
      sentences,
    ),
    scoreMessage(message({}), judgement({ action: 'suggest', suggestions: [given('books')] }), sentences),
    scoreMessage(decline, judgement({ action: 'decline' }), sentences),
    scoreMessage(decline, judgement({ action: 'suggest' }), sentences),
    scoreMessage(decline, judgement({ action: 'answer', answers: [given('maps')] }), sentences),
    scoreMessage(decline, judgement({ action: 'ignore' }), sentences),
    scoreMessage(ignore, judgement({ action: 'ignore' }), sentences),
    scoreMessage(ignore, judgement({ action: 'decline' }), sentences),
  ])

  it('count needs, suggestions, declines and silence apart', () => {
    expect(figures.hit).toEqual({ part: 2, whole: 3 })
    expect(figures.assisted).toEqual({ part: 3, whole: 3 })
    expect(figures.declined).toEqual({ part: 1, whole: 4 })
    expect(figures.silent).toEqual({ part: 1, whole: 2 })
  })

  it('take the precision of the quotes where an answer was due', () => {
    expect(figures.precision).toEqual({ part: 2, whole: 3 })
  })

  it('count a quote of more than three sentences as not short', () => {
    expect(figures.verbatim).toEqual({ part: 2, whole: 3 })
  })

  it('join needs, declines and silence in the accuracy', () => {
    expect(figures.accuracy).toEqual({ part: 4, whole: 9 })
  })

  it('are undefined of nothing', () => {
    expect(toPercent(computeFigures([]).hit)).toBeUndefined()
  })
})
