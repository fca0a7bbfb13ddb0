import { describe, expect, it } from 'vitest'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { unknownRoom } from '../../../src/matrix/rooms/room-facts.ts'
import type { RoomFacts } from '../../../src/matrix/rooms/room-facts.ts'
import { checkServiceDesk, createServiceDesk } from '../../../src/matrix/rooms/service-desk.ts'
import { roomId } from '../../support/matrix-events.ts'

const [desk, newDesk, direct] = [roomId('desk'), roomId('new'), roomId('direct')]
const joined: RoomFacts = { ...unknownRoom, membership: 'joined' }

function serviceDesk(facts: Readonly<Record<string, Partial<RoomFacts>>>) {
  const get = (id: string): RoomFacts => ({ ...joined, ...facts[id] })
  const registry = {
    get,
    successorOf: (id: string) => [desk, newDesk, direct].find((other) => get(other).predecessor === id),
  }
  return createServiceDesk(
    () => desk,
    registry,
    () => 1_000,
  )(direct)
}

describe('the room of the service desk', () => {
  it.each([
    ['is the configured one', {}, desk],
    ['is the one that replaced it', { [newDesk]: { predecessor: desk } }, newDesk],
    [
      'is found even if rooms replace each other',
      { [newDesk]: { predecessor: desk }, [desk]: { predecessor: newDesk } },
      newDesk,
    ],
    ['is none if the bot is not in it', { [desk]: { membership: 'left' } }, undefined],
    ['is none while the bot is silenced there', { [desk]: { quietUntil: 1_001 } }, undefined],
    ['is there again after the silence', { [desk]: { quietUntil: 1_000 } }, desk],
    ['is none for what was said encrypted if it is not', { [direct]: { encrypted: true } }, undefined],
    ['takes what was said in clear', { [desk]: { encrypted: true } }, desk],
    [
      'takes what was said encrypted if it is, too',
      { [desk]: { encrypted: true }, [direct]: { encrypted: true } },
      desk,
    ],
  ] as const)('%s', (_, facts, expected) => {
    expect(serviceDesk(facts)).toBe(expected)
  })

  it('is not the direct room itself', () => {
    expect(
      createServiceDesk(
        () => direct,
        { get: () => joined, successorOf: () => undefined },
        () => 0,
      )(direct),
    ).toBeUndefined()
  })
})

describe('a look at the room of the service desk', () => {
  const look = async (api: Partial<Parameters<typeof checkServiceDesk>[1]['api']> = {}) => {
    const reasons: string[] = []
    await checkServiceDesk(desk, {
      api: {
        joinedRooms: () => Promise.resolve([desk]),
        state: () => Promise.resolve({ algorithm: 'm.megolm.v1.aes-sha2' }),
        ...api,
      },
      events: { serviceDeskUnusable: ({ reason }) => void reasons.push(reason) },
    })
    return reasons
  }
  const fault = () =>
    Promise.reject(new MatrixRequestError({ kind: 'server', method: 'GET', path: '/', status: 502 }))

  it.each([
    ['one that can be used', {}, []],
    ['a room without the bot', { joinedRooms: () => Promise.resolve([]) }, ['not-joined']],
    ['a room that is not encrypted', { state: () => Promise.resolve(undefined) }, ['not-encrypted']],
    ['one that the homeserver fails to tell about', { joinedRooms: fault }, []],
  ])('says what is wrong with %s', async (_, api, reasons) => {
    expect(await look(api)).toEqual(reasons)
  })
})
