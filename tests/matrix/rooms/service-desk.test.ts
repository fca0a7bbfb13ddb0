import { describe, expect, it } from 'vitest'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { unknownRoom } from '../../../src/matrix/rooms/room-facts.ts'
import type { RoomFacts } from '../../../src/matrix/rooms/room-facts.ts'
import { createServiceDesk, findServiceDesk } from '../../../src/matrix/rooms/service-desk.ts'
import { roomId } from '../../support/matrix-events.ts'

const [desk, newDesk, direct] = [roomId('desk'), roomId('new'), roomId('direct')]
const joined: RoomFacts = { ...unknownRoom, membership: 'joined' }

function serviceDesk(facts: Readonly<Record<string, Partial<RoomFacts>>>) {
  const get = (id: string): RoomFacts => ({ ...joined, ...facts[id] })
  const registry = {
    get,
    joined: () => [desk, newDesk, direct].filter((id) => get(id).membership === 'joined'),
  }
  return createServiceDesk(desk, registry, () => 1_000)(direct)
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
      createServiceDesk(direct, { get: () => joined, joined: () => [direct] }, () => 0)(direct),
    ).toBeUndefined()
  })
})

describe('looking for the room of the service desk', () => {
  const find = async (
    name: string | undefined,
    api: Partial<Parameters<typeof findServiceDesk>[1]['api']> = {},
  ) => {
    const reasons: string[] = []
    const found = await findServiceDesk(name, {
      api: {
        resolveAlias: () => Promise.resolve(desk),
        joinedRooms: () => Promise.resolve([desk]),
        state: () => Promise.resolve({ algorithm: 'm.megolm.v1.aes-sha2' }),
        ...api,
      },
      events: { serviceDeskUnusable: ({ reason }) => void reasons.push(reason) },
    })
    return { found, reasons }
  }
  const unreachable = () =>
    Promise.reject(new MatrixRequestError({ kind: 'server', method: 'GET', path: '/', status: 502 }))

  it('finds it by id or alias, and nothing unless one is configured', async () => {
    expect(await find(desk)).toEqual({ found: desk, reasons: [] })
    expect(await find('#desk:staff.test')).toEqual({ found: desk, reasons: [] })
    expect(await find(undefined)).toEqual({ found: undefined, reasons: [] })
  })

  it.each([
    ['an unknown alias', { resolveAlias: () => Promise.resolve(undefined) }, undefined, 'unknown-room'],
    ['an alias whose homeserver is away', { resolveAlias: unreachable }, undefined, 'unknown-room'],
    ['a room without the bot', { joinedRooms: () => Promise.resolve([]) }, desk, 'not-joined'],
    ['a room that is not encrypted', { state: () => Promise.resolve(undefined) }, desk, 'not-encrypted'],
  ])('says what is wrong with %s', async (_, api, found, reason) => {
    expect(await find('#desk:staff.test', api)).toEqual({ found, reasons: [reason] })
  })
})
