import { answeredBy, EncryptedPerson, bodyOf } from '../homeserver/encryption/encrypted-person.ts'
import { repliedTo } from '../homeserver/events.ts'
import type { Homeserver } from '../homeserver/homeserver.ts'
import { Person } from '../homeserver/person.ts'
import type { PlaceInHistory } from '../homeserver/person.ts'

/** An answer as it stands in a room at the end. */
interface FoundAnswer {
  readonly to: string
  readonly body: string
}

/** A room in which somebody asks. */
export interface ChaosRoom {
  readonly name: string
  ask(number: number): Promise<string>
  /** All answers of the bot in the room. */
  answers(): Promise<readonly FoundAnswer[]>
  waitForBot(): Promise<void>
}

export async function plainRoom(
  homeserver: Homeserver,
  botId: string,
  isDirect: boolean,
): Promise<ChaosRoom> {
  const anna = await Person.register(homeserver, 'anna')
  const roomId = isDirect ? await anna.createDirectRoom(botId) : await groupRoom(homeserver, anna, botId)
  const found = new Map<string, FoundAnswer>()
  let since: PlaceInHistory | undefined
  return {
    name: isDirect ? 'direct' : 'group',
    ask: (number) =>
      isDirect ? anna.say(roomId, `Frage ${number}`) : anna.mention(roomId, botId, `Frage ${number}`),
    answers: async () => {
      const { events, end } = await anna.history(roomId, since)
      since = end
      for (const event of events) {
        const to = repliedTo(event)
        if (event.sender === botId && to !== undefined) {
          found.set(event.event_id, { to, body: String(event.content['body']) })
        }
      }
      return [...found.values()]
    },
    waitForBot: () => anna.waitForMembership(roomId, botId, 'join'),
  }
}

async function groupRoom(homeserver: Homeserver, anna: Person, botId: string): Promise<string> {
  const ben = await Person.register(homeserver, 'ben')
  const roomId = await anna.createRoom({ invite: [ben.userId, botId] })
  await ben.join(roomId)
  return roomId
}

export async function encryptedRoom(
  homeserver: Homeserver,
  botId: string,
): Promise<ChaosRoom & AsyncDisposable> {
  const anna = await EncryptedPerson.register(homeserver, 'anna')
  const roomId = await anna.createEncryptedRoom([botId], { isDirect: true })
  const found = new Map<string, FoundAnswer>()
  anna.onText((room, event) => {
    const to = answeredBy(event)
    const id = event.getId()
    if (room !== roomId || event.getSender() !== botId || to === undefined || id === undefined) return
    found.set(id, { to, body: bodyOf(event) })
  })
  return {
    name: 'encrypted',
    ask: (number) => anna.say(roomId, `Frage ${number}`),
    answers: () => Promise.resolve([...found.values()]),
    waitForBot: () => anna.waitForMembership(roomId, botId, 'join'),
    [Symbol.asyncDispose]: () => anna[Symbol.asyncDispose](),
  }
}
