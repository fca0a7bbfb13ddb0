import { describe, expect, it } from 'vitest'
import { passagesOf } from '../../src/report/coverage.ts'
import { periodOf } from '../../src/report/days.ts'
import { createInsight } from '../../src/report/insight.ts'
import { declineBars, declineFigures, openBars } from '../../src/report/page/chart-data.ts'
import { createReport, createTextReport } from '../../src/report/report.ts'
import type { DailyCount, Measure } from '../../src/storage/statistics.ts'
import { libraryKnowledge } from '../support/fixtures.ts'
import { today } from './samples.ts'

const knowledge = await libraryKnowledge()
const count = (measure: Measure, subject: string, number: number, day = '2026-06-30'): DailyCount => ({
  ...{ day, measure, subject, number },
})
const insightOf = (counts: readonly DailyCount[], days = 30) =>
  createInsight(counts, knowledge, periodOf(days, today))

describe('the insight', () => {
  it('has every day since the first count, quiet ones too, and a week at least', () => {
    const late = insightOf([count('outcome', 'answer', 2), count('outcome', 'decline', 1, '2026-06-29')])
    expect(late.days.map(({ day, answers, declines }) => [day, answers, declines])).toEqual([
      ...['24', '25', '26', '27', '28'].map((day) => [`2026-06-${day}`, 0, 0]),
      ['2026-06-29', 0, 1],
      ['2026-06-30', 2, 0],
    ])
    expect(insightOf([count('outcome', 'answer', 1, '2026-06-10')]).days).toHaveLength(21)
    expect(insightOf([], 3).days).toHaveLength(3)
  })

  it('orders the entries by demand, keeps those never asked for, and names those that are gone by id', () => {
    const { entries } = insightOf([
      count('answer', 'library/schliessfaecher', 1, '2026-06-01'),
      count('answer', 'library/schliessfaecher', 2),
      count('answer', 'gone', 1),
      count('feedback-up', 'gone', 4),
    ])
    expect(entries.slice(0, 2)).toEqual([
      { id: 'library/schliessfaecher', topic: 'Taschen und Mäntel', answers: 3, helpful: 0, unhelpful: 0 },
      { id: 'gone', topic: 'gone', answers: 1, helpful: 4, unhelpful: 0 },
    ])
    expect(entries).toHaveLength(knowledge.entries.length + 1)
  })

  it('counts a sentence by all entries that quote it', () => {
    const { coverage } = insightOf([count('answer', 'library/oeffnungszeiten', 5)])
    const asked = passagesOf(coverage).filter(({ answers }) => answers > 0)
    expect(asked.map(({ text, answers }) => `${answers} ${text}`)).toEqual([
      '5 Die Bibliothek ist montags bis freitags von 8 bis 20 Uhr geöffnet.',
      '5 Sonntags bleibt sie geschlossen.',
    ])
  })
})

describe('open questions', () => {
  const counts = [
    count('open-uncertain', 'library/schliessfaecher', 2),
    count('open-uncertain', 'library/schliessfaecher', 3, '2026-06-29'),
    count('open-named', 'library/schliessfaecher', 1),
    count('open-vague', '-', 4),
    count('open-unrelated', 'gone', 1),
  ]
  const bags = 'Taschen und Mäntel'

  it('are counted by the nearest entry and the reason, the most frequent first', () => {
    expect(insightOf(counts).open).toEqual([
      { nearest: 'library/schliessfaecher', topic: bags, reason: 'uncertain', number: 5 },
      { nearest: '-', topic: undefined, reason: 'vague', number: 4 },
      { nearest: 'library/schliessfaecher', topic: bags, reason: 'named', number: 1 },
      { nearest: 'gone', topic: 'gone', reason: 'unrelated', number: 1 },
    ])
  })

  it('have one bar for each entry, with the reasons in its note', () => {
    expect(openBars(insightOf(counts).open)).toEqual([
      { label: bags, number: 6, note: 'nah, aber nicht sicher genug: 5, bekannte Lücke: 1' },
      { label: 'keinem Thema nah', number: 4, note: 'Frage nennt kein Thema: 4' },
      { label: 'gone', number: 1, note: 'kein Eintrag nah genug: 1' },
    ])
  })

  it('stand in the report for a terminal, too', () => {
    const report = createTextReport({ daily: () => counts }, knowledge, periodOf(30, today))
    expect(report).toMatch(/^\| Taschen und Mäntel +\| nah, aber nicht sicher genug \| +5 \|$/m)
    expect(report).toMatch(/^\| keinem Thema nah +\| +Frage nennt kein Thema \| +4 \|$/m)
  })
})

describe('what the notice does not answer', () => {
  const printing = 'Ob und wo man drucken oder kopieren kann, sagt der Hinweis nicht.'
  const declines = [
    { subject: 'library/drucken', number: 3 },
    { subject: 'gone', number: 2 },
    { subject: 'unknown', number: 1 },
  ]

  it('is told by the sentence that the bot says, and by the id only if the entry is gone', () => {
    expect(declineFigures(declines, knowledge)).toEqual([
      { id: 'library/drucken', sentence: printing, number: 3 },
      { id: 'gone', sentence: 'gone', number: 2 },
      { id: 'kein passender Eintrag', sentence: 'kein passender Eintrag', number: 1 },
    ])
  })

  it('has bars whose labels are whole words, with all of the sentence and the id in the note', () => {
    const sentence =
      'Ob sich Chat, Meetings oder Presence für einzelne Personen abschalten lassen, sagt er nicht.'
    const bars = declineBars([
      { id: 'a/b', sentence, number: 3 },
      { id: 'gone', sentence: 'gone', number: 2 },
    ])
    expect(bars).toEqual([
      {
        label: 'Ob sich Chat, Meetings oder Presence für einzelne Personen …',
        number: 3,
        note: `${sentence} (a/b)`,
      },
      { label: 'gone', number: 2 },
    ])
  })
})

describe('the report', () => {
  const render = (counts: readonly DailyCount[]) =>
    createReport({ daily: () => counts }, knowledge, periodOf(30, today))

  it('loads nothing from elsewhere and escapes what it shows', async () => {
    const page = await render([count('outcome', 'answer', 1), count('answer', '</script><b>x', 1)])
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/)
    expect(page).not.toContain('<b>x')
  })

  it('speaks German throughout', async () => {
    const page = await render([
      count('outcome', 'decline', 1_234),
      count('ignored', 'not-certain', 3),
      count('decline', 'unknown', 2),
    ])
    for (const words of ['1.234', '30. Juni 2026', 'nicht sicher genug', 'kein passender Eintrag']) {
      expect(page).toContain(words)
    }
  })
})
