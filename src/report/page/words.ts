import { responseTimeBoundsMs, unknownGap } from '../../observability/statistics-events.ts'
import { otherSubjects } from '../../storage/statistics.ts'

type Words = Readonly<Record<string, string>>

/** German words for the closed sets that the statistics count by; what is missing here shows as it is. */
const words: Words = {
  answer: 'Auskunft gegeben',
  suggest: 'Rückfrage gestellt',
  decline: 'nicht im Hinweis',
  command: 'Befehl',
  ignore: 'geschwiegen',
  empty: 'leere Nachricht',
  'not-a-question': 'keine Frage',
  'not-certain': 'nicht sicher genug',
  direct: 'im Direktchat',
  mention: 'durch Erwähnung',
  reply: 'als Antwort an den Bot',
  thread: 'als Nachfrage im Thread',
  ambient: 'in den Raum gefragt',
  de: 'Deutsch',
  en: 'Englisch',
  named: 'bekannte Lücke',
  ambiguous: 'mehrere Einträge gleich nah',
  uncertain: 'nah, aber nicht sicher genug',
  unrelated: 'kein Eintrag nah genug',
  vague: 'Frage nennt kein Thema',
  [unknownGap]: 'kein passender Eintrag',
  [otherSubjects]: 'weitere',
}

/** In place of a topic where no entry comes near. */
export const noTopic = 'keinem Thema nah'

export const toGerman = (subject: string): string => words[subject] ?? subject

const number = new Intl.NumberFormat('de-DE')
const date = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' })

export const formatNumber = (value: number): string => number.format(value)

/** `day` is an ISO 8601 date. */
export const formatDay = (day: string): string => date.format(new Date(day))

/** The share in per cent, or a dash of nothing. */
export const formatShare = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${number.format(Math.round((100 * part) / whole))} %`

const seconds = (ms: number) =>
  ms >= 60_000 ? `${number.format(ms / 60_000)} min` : `${number.format(ms / 1_000)} s`

/** The buckets of response times in their order: the statistics' subject and its German name. */
export const responseTimeBuckets: readonly { readonly subject: string; readonly label: string }[] = [
  ...responseTimeBoundsMs.map((bound) => ({ subject: String(bound), label: `bis ${seconds(bound)}` })),
  { subject: 'more', label: 'länger' },
]
