import type { Homeserver } from '../homeserver/homeserver.ts'
import { Person, repliedTo } from '../homeserver/person.ts'
import type { MatrixEvent } from '../homeserver/person.ts'

/** A person who asks and sees each answer as soon as the homeserver has it. */
export class Asker {
  readonly person: Person
  readonly #sent = new Map<string, number>()
  readonly #answers = new Map<string, MatrixEvent>()
  readonly #waiting = new Map<string, (answer: MatrixEvent) => void>()
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

  /** Asks, and resolves with the milliseconds between question and answer as the homeserver dates them. */
  async ask(roomId: string, question: string): Promise<{ readonly ms: number; readonly answeredAt: number }> {
    const eventId = await this.person.say(roomId, question)
    const answer = await this.#answerTo(eventId)
    const answeredAt = answer.origin_server_ts
    return { ms: answeredAt - (this.#sent.get(eventId) ?? Number.NaN), answeredAt }
  }

  stop(): void {
    this.#stopped = true
  }

  #answerTo(eventId: string): Promise<MatrixEvent> {
    const known = this.#answers.get(eventId)
    return known === undefined
      ? new Promise((resolve) => this.#waiting.set(eventId, resolve))
      : Promise.resolve(known)
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
    this.#answers.set(target, event)
    this.#waiting.get(target)?.(event)
    this.#waiting.delete(target)
  }
}
