import type { KnowledgeBase } from '../../knowledge/types.ts'
import type { Html } from '../../page/html.ts'
import type { Insight } from '../insight.ts'
import { chartData, declineFigures, maxBars, openBars } from './chart-data.ts'
import { renderChart, renderTable } from './figures.ts'
import { formatNumber, noTopic, toGerman } from './words.ts'

/** Each chart with its table, which says the same to those who can't see it. */
export const renderCharts = (insight: Insight, knowledge: KnowledgeBase): readonly Html[] => [
  requestsPerDay(insight),
  answersGiven(insight),
  feedback(insight),
  declines(insight, knowledge),
  openQuestions(insight),
  responseTimes(insight, knowledge),
]

const requestsPerDay = ({ days }: Insight): Html =>
  renderChart({
    id: 'days',
    title: 'Anfragen pro Tag',
    caption: 'Anfragen, auf die der Bot etwas geantwortet hat.',
    table: renderTable(
      ['Tag', 'Auskünfte', 'Rückfragen', 'nicht im Hinweis'],
      days.map((day) => [day.day, ...[day.answers, day.suggestions, day.declines].map(formatNumber)]),
    ),
  })

function answersGiven({ entries }: Insight): Html {
  const asked = entries.filter(({ answers }) => answers > 0)
  return renderChart({
    id: 'entries',
    title: 'Welche Auskünfte gegeben wurden',
    caption: `Wie oft jeder Eintrag zitiert wurde.${onlyMost(asked.length)}`,
    table: renderTable(
      ['Thema', 'Eintrag', 'Auskünfte'],
      entries.map(({ topic, id, answers }) => [topic, id, formatNumber(answers)]),
    ),
  })
}

function feedback({ entries }: Insight): Html {
  const rated = entries.filter(({ helpful, unhelpful }) => helpful + unhelpful > 0)
  return renderChart({
    id: 'feedback',
    title: 'Rückmeldungen',
    caption: 'Wie oft eine Auskunft mit Daumen hoch oder Daumen runter bewertet wurde.',
    empty: rated.length === 0 ? 'Es gab noch keine Rückmeldung.' : undefined,
    table: renderTable(
      ['Thema', 'hilfreich', 'nicht hilfreich'],
      rated.map(({ topic, helpful, unhelpful }) => [topic, formatNumber(helpful), formatNumber(unhelpful)]),
    ),
  })
}

const declines = ({ declines }: Insight, knowledge: KnowledgeBase): Html =>
  renderChart({
    id: 'declines',
    title: 'Was der Hinweis nicht beantwortet',
    caption: `Wonach gefragt wurde, ohne dass der Hinweis etwas dazu sagt.${onlyMost(declines.length)}`,
    empty: declines.length === 0 ? 'Alles stand im Hinweis.' : undefined,
    table: renderTable(
      ['Was der Bot sagt', 'Eintrag', 'Anfragen'],
      declineFigures(declines, knowledge).map(({ id, sentence, number }) => [
        ...[sentence, id],
        formatNumber(number),
      ]),
    ),
  })

const openQuestions = ({ open }: Insight): Html =>
  renderChart({
    id: 'open',
    title: 'Gefragt, aber nicht beantwortet',
    caption: `Welchem Thema die Fragen an den Bot am nächsten kamen, die offen blieben: Hinweise darauf, wo Einträge oder Beispielfragen fehlen.${onlyMost(openBars(open).length)}`,
    empty:
      open.length === 0 ? 'Nichts gezählt. Gezählt wird nur mit der Einstellung statistics.gaps.' : undefined,
    table: renderTable(
      ['Nächstes Thema', 'Eintrag', 'Warum offen', 'Fragen'],
      open.map(({ topic = noTopic, nearest, reason, number }) => [
        ...[topic, nearest, toGerman(reason)],
        formatNumber(number),
      ]),
    ),
  })

const responseTimes = (insight: Insight, knowledge: KnowledgeBase): Html =>
  renderChart({
    id: 'responseTimes',
    title: 'Antwortzeiten',
    caption: 'Vom Eingang der Frage beim Homeserver, bis die Antwort bereitstand.',
    table: renderTable(
      ['Zeit', 'Antworten'],
      chartData(insight, knowledge).responseTimes.map(({ label, number }) => [label, formatNumber(number)]),
    ),
  })

const onlyMost = (number: number) =>
  number > maxBars ? ` Gezeigt sind die ${maxBars} häufigsten; alle stehen in der Tabelle.` : ''
