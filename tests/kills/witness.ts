import type { MatrixEvent } from 'matrix-js-sdk'
import { answeredBy, bodyOf, type EncryptedPerson } from '../homeserver/encryption/encrypted-person.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { Person, type PlaceInHistory } from '../homeserver/person.ts'
import { megolmIndex } from './megolm-index.ts'
import { repeated } from './repeated.ts'

/** The bot's events in a room, as a person's client reads them. */
export interface Testimony {
  /** Bodies of the replies by the event that they reply to. */
  readonly answers: ReadonlyMap<string, readonly string[]>
  readonly unreadable: readonly string[]
  /** Events in clear that should not be. */
  readonly inClear: readonly string[]
  readonly roomKeys: number
  /** Places of room keys' ratchets at which more than one event was encrypted. */
  readonly reusedIndices: readonly string[]
}

/** Reads a room from its beginning past the client's own timeline, which leaves gaps when much comes at once. */
export class Witness {
  readonly #person: EncryptedPerson
  readonly #history: Person
  readonly #roomId: string
  readonly #sender: string
  readonly #encrypted: MatrixEvent[] = []
  readonly #inClear: string[] = []
  #end: PlaceInHistory | undefined

  constructor(homeserver: Homeserver, person: EncryptedPerson, roomId: string, sender: string) {
    this.#person = person
    this.#history = new Person(homeserver, person.account)
    this.#roomId = roomId
    this.#sender = sender
  }

  async testify(): Promise<Testimony> {
    await this.#readOn()
    const answers = new Map<string, string[]>()
    const unreadable: string[] = []
    for (const event of this.#encrypted) {
      const isReadable = await this.#decrypt(event)
      const to = answeredBy(event)
      if (!isReadable) unreadable.push(event.getId() ?? '')
      else if (to !== undefined) answers.set(to, [...(answers.get(to) ?? []), bodyOf(event)])
    }
    return { answers, unreadable, inClear: this.#inClear, ...this.#ratchets() }
  }

  async #readOn(): Promise<void> {
    const { events, end } = await this.#history.history(this.#roomId, this.#end)
    this.#end = end
    const toEvent = this.#person.client.getEventMapper({ decrypt: false })
    for (const event of events) {
      if (event.sender !== this.#sender || event.state_key !== undefined) continue
      if (event.type !== 'm.room.encrypted') this.#inClear.push(event.event_id)
      else this.#encrypted.push(toEvent({ ...event, room_id: this.#roomId }))
    }
  }

  /** Again if it failed before, as its key may have come. */
  async #decrypt(event: MatrixEvent): Promise<boolean> {
    if (event.getClearContent() === null || event.isDecryptionFailure()) {
      await this.#person.client.decryptEventIfNeeded(event, { isRetry: event.isDecryptionFailure() })
    }
    return !event.isDecryptionFailure()
  }

  #ratchets(): Pick<Testimony, 'roomKeys' | 'reusedIndices'> {
    const wires = this.#encrypted.map((event) => event.getWireContent())
    const places = wires.map(
      ({ session_id: key, ciphertext }) => `${String(key)} ${megolmIndex(String(ciphertext))}`,
    )
    return {
      roomKeys: new Set(wires.map(({ session_id: key }) => String(key))).size,
      reusedIndices: repeated(places),
    }
  }
}
