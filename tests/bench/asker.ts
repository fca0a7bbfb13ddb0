import { setTimeout as delay } from 'node:timers/promises'
import { repliedTo } from '../homeserver/events.ts'
import type { MatrixEvent } from '../homeserver/events.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { Person } from '../homeserver/person.ts'

export interface BurstOptions {
  readonly rooms: readonly string[]
  /** Questions that are being sent at the same time. */
  readonly senders: number
}

export interface BurstReport {
  readonly answered: number
  /** From the first question until the last answer, as the homeserver dates them. */
  readonly ms: number
}

/** After so many milliseconds without another answer no further one is waited for. */
const patienceMs = 15_000
const maxAttempts = 5

/** A person who asks and sees each answer as soon as the homeserver has it. */
export class Asker {
  readonly person: Person
  readonly #sent = new Map<string, number>()
  readonly #answers = new Map<string, number>()
  readonly #waiting = new Map<string, (answeredAt: number) => void>()
  #stopped = false

  private constructor(person: Person) {
    this.person = person
  }

  static async create(homeserver: Homeserver): Promise<Asker> {
    const asker = new Asker(await Person.register(homeserver, 'asker'))
    asker.#watch().catch((error: unknown) => {
      if (!asker.#stopped) throw error
    })
    return asker
  }

  /** A room of two with the bot, in which the bot has arrived. */
  async createRoom(botId: string): Promise<string> {
    const roomId = await this.person.createDirectRoom(botId)
    await this.person.waitForMembership(roomId, botId, 'join', 120_000)
    return roomId
  }

  /**
   * Asks, and resolves with the milliseconds between question and answer as the homeserver dates them. Asks again if no answer
   * comes: plain matrix-bot-sdk loses what it is asked while it starts or stops.
   */
  async ask(roomId: string, question: string): Promise<{ readonly ms: number; readonly answeredAt: number }> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const eventId = await this.person.say(roomId, question)
      const answeredAt = await Promise.race([
        this.#answerTo(eventId),
        delay(patienceMs, undefined, { ref: false }),
      ])
      const sentAt = this.#sent.get(eventId)
      if (answeredAt !== undefined && sentAt !== undefined) return { ms: answeredAt - sentAt, answeredAt }
    }
    throw new Error(`none of ${maxAttempts} questions was answered within ${patienceMs} ms`)
  }

  /** Asks room by room without waiting for answers, and then waits until all are there or none comes any more. */
  async burst(questions: readonly string[], { rooms, senders }: BurstOptions): Promise<BurstReport> {
    const asked: string[] = []
    const left = questions.entries()
    const send = async () => {
      // All senders take from the same questions.
      for (const [i, question] of left)
        asked.push(await this.person.say(rooms[i % rooms.length] ?? '', question))
    }
    await Promise.all(Array.from({ length: senders }, send))
    const answers = () => asked.map((id) => this.#answers.get(id)).filter((time) => time !== undefined)
    for (let known = -1, idleMs = 0; known < questions.length && idleMs < patienceMs; idleMs += 100) {
      await delay(100)
      if (answers().length > known) idleMs = 0
      known = answers().length
    }
    const first = Math.min(...asked.map((id) => this.#sent.get(id) ?? Number.POSITIVE_INFINITY))
    return { answered: answers().length, ms: Math.max(first, ...answers()) - first }
  }

  #answerTo(eventId: string): Promise<number> {
    const known = this.#answers.get(eventId)
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => this.#waiting.set(eventId, resolve))
  }

  stop(): void {
    this.#stopped = true
  }

  async #watch(): Promise<void> {
    const filter = encodeURIComponent(
      JSON.stringify({ room: { timeline: { types: ['m.room.message'], limit: 100 } } }),
    )
    for (let since = ''; !this.#stopped;) {
      const answer = (await this.person.call(
        'GET',
        `/sync?timeout=10000&filter=${filter}${since === '' ? '' : `&since=${since}`}`,
      )) as { next_batch: string; rooms?: { join?: Record<string, { timeline: { events: MatrixEvent[] } }> } }
      since = answer.next_batch
      for (const room of Object.values(answer.rooms?.join ?? {}))
        room.timeline.events.forEach((event) => {
          this.#see(event)
        })
    }
  }

  #see(event: MatrixEvent): void {
    const target = repliedTo(event)
    if (target === undefined) {
      this.#sent.set(event.event_id, event.origin_server_ts)
      return
    }
    this.#answers.set(target, event.origin_server_ts)
    this.#waiting.get(target)?.(event.origin_server_ts)
    this.#waiting.delete(target)
  }
}
