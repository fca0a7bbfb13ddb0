import { bodyOf, relationOf, repliedTo } from './events.ts'
import type { MatrixEvent, Relation } from './events.ts'
import type { Person } from './person.ts'
import { waitFor } from './person.ts'

const shownTypes = new Set(['m.room.message', 'm.reaction', 'm.room.redaction'])
const width = 100

/** A room whose conversation is written down, as one of its members sees it. */
export interface WatchedRoom {
  readonly id: string
  readonly title: string
  readonly watcher: Person
}

/** Writes down what is said in some rooms, day by day and room by room, as a client shows it. */
export class Transcript {
  readonly #rooms: readonly WatchedRoom[]
  readonly #nameOf: (userId: string) => string
  readonly #known = new Map<string, MatrixEvent>()
  readonly #days: string[] = []
  #today = new Map<string, string[]>()

  constructor(rooms: readonly WatchedRoom[], nameOf: (userId: string) => string) {
    this.#rooms = rooms
    this.#nameOf = nameOf
  }

  /** Resolves once as many events of `sender` have come to the rooms named as are expected. */
  async until(sender: string, expected: Readonly<Record<string, number>>): Promise<void> {
    for (const { id, title, watcher } of this.#rooms) {
      const count = expected[id] ?? 0
      const come = async () => {
        const fresh = await this.#fresh(id, watcher)
        return fresh.filter((event) => event.sender === sender).length >= count ? fresh : undefined
      }
      const fresh = await waitFor(come, 15_000).catch((error: unknown) => {
        throw new Error(`${title}: fewer than ${count} events`, { cause: error })
      })
      for (const event of fresh) this.#write(id, event)
    }
  }

  /** Ends a day: what comes from now on stands below the next heading. */
  endDay(name: string): void {
    const parts = this.#rooms.flatMap(({ id, title }) => {
      const said = this.#today.get(id)
      return said === undefined ? [] : [`── ${title} ──`, ...said]
    })
    this.#days.push([`═══ ${name} ═══`, ...parts].join('\n\n'))
    this.#today = new Map()
  }

  toString(): string {
    return `${this.#days.join('\n\n')}\n`
  }

  async #fresh(roomId: string, watcher: Person): Promise<readonly MatrixEvent[]> {
    const timeline = await watcher.timeline(roomId, 200)
    return timeline.filter(({ event_id, type }) => shownTypes.has(type) && !this.#known.has(event_id))
  }

  #write(roomId: string, event: MatrixEvent): void {
    this.#known.set(event.event_id, event)
    const said = this.#today.get(roomId) ?? []
    this.#today.set(roomId, [...said, this.#describe(event)])
  }

  #describe(event: MatrixEvent): string {
    const name = this.#nameOf(event.sender)
    const relation = relationOf(event)
    if (event.type === 'm.reaction')
      return `${name} reagiert mit ${relation.key ?? ''} auf ${this.#shortly(relation.event_id)}`
    if (event.type === 'm.room.redaction')
      return `${name} löscht ${this.#shortly((event as { redacts?: string }).redacts)}`
    if (relation.rel_type === 'm.replace')
      return `${name} ändert ${this.#shortly(relation.event_id)}:\n${indented(newWordingOf(event))}`
    const where =
      relation.rel_type === 'm.thread' ? ` [im Thread zu ${this.#shortly(relation.event_id)}]` : ''
    return `${name}${where}:\n${this.#quoted(event, relation)}${indented(wordsOf(event))}`
  }

  /** The message that a client shows above a reply. */
  #quoted(event: MatrixEvent, relation: Relation): string {
    const isShown = relation.rel_type === undefined || relation.is_falling_back === false
    const target = isShown ? repliedTo(event) : undefined
    return target === undefined ? '' : `  ↳ Antwort auf ${this.#shortly(target)}\n`
  }

  #shortly(eventId: string | undefined): string {
    const event = eventId === undefined ? undefined : this.#known.get(eventId)
    if (event === undefined) return 'etwas Unbekanntes'
    const relation = relationOf(event)
    if (event.type === 'm.reaction') return relation.key ?? ''
    const words = wordsOf(event).replaceAll(/\s+/g, ' ')
    const name = this.#nameOf(event.sender)
    return `${name}: „${words.length <= 50 ? words : `${words.slice(0, 50).trimEnd()} …`}“`
  }
}

const newWordingOf = ({ content }: MatrixEvent) =>
  withoutAddresses((content['m.new_content'] as { body?: string } | undefined)?.body ?? '')

const wordsOf = (event: MatrixEvent) =>
  event.content['msgtype'] === 'm.text' || event.content['msgtype'] === 'm.notice'
    ? withoutAddresses(bodyOf(event))
    : `[Bild ${bodyOf(event)}]`

/** In a client, the address is behind the words. What makes ids unique is different each time. */
const withoutAddresses = (text: string) =>
  text.replaceAll(/ \((?:https?:|mailto:)[^)\s]*\)/g, '').replaceAll(/(@\w+)-[0-9a-f]{8}(?=:)/g, '$1')

const indented = (text: string) => text.split('\n').flatMap(wrapped).join('\n')

/** A line in lines of a width that can be read, quotations with their mark. */
function wrapped(line: string): readonly string[] {
  const mark = line.startsWith('> ') ? '> ' : ''
  const lines: string[] = []
  let rest = line.slice(mark.length)
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    const end = space > 0 ? space : width
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...lines, rest].map((part) => `  ${mark}${part}`.trimEnd())
}
