import { basename } from 'node:path'
import { computeFigures } from './figures.ts'
import type { Figures } from './figures.ts'
import type { LabelledMessage } from './labelled-message.ts'
import type { ScoredMessage } from './score.ts'

export interface Group {
  readonly name: string
  readonly messages: number
  readonly figures: Figures
}

type Belongs = (message: LabelledMessage) => boolean

const fixedGroups: readonly (readonly [name: string, belongs: Belongs])[] = [
  ['all', () => true],
  ['de', ({ lang }) => lang === 'de'],
  ['en', ({ lang }) => lang === 'en'],
  ['mixed', ({ lang }) => lang === 'mixed'],
  ['en+mixed', ({ lang }) => lang !== 'de'],
  ['dm', ({ context }) => context === 'dm'],
  ['mention', ({ context }) => context === 'mention'],
  ['room', ({ context }) => context === 'room'],
  ['forward', ({ context }) => context === 'forward'],
]

/** Figures of all messages, per language, per context, and per file and series (`w1` of `w1-004`) where there are several. */
export function groupFigures(scored: readonly ScoredMessage[]): Group[] {
  const messages = scored.map(({ message }) => message)
  const files = several(messages.map(fileOf)).map(
    (name) => [name, (m: LabelledMessage) => fileOf(m) === name] as const,
  )
  const series = several(messages.map(seriesOf)).map(
    (name) => [`${name}-…`, (m: LabelledMessage) => seriesOf(m) === name] as const,
  )
  return [...fixedGroups, ...files, ...series].flatMap(([name, belongs]) => {
    const members = scored.filter(({ message }) => belongs(message))
    return members.length === 0 ? [] : [{ name, messages: members.length, figures: computeFigures(members) }]
  })
}

const fileOf = ({ file }: LabelledMessage) => basename(file, '.jsonl')
const seriesOf = ({ id }: LabelledMessage) => /^[^-]+/.exec(id)?.[0] ?? id

function several(names: readonly string[]): string[] {
  const distinct = [...new Set(names)].sort()
  return distinct.length > 1 ? distinct : []
}
