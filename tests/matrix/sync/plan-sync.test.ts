import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoomFacts } from '../../../src/matrix/rooms/room-facts.ts'
import { unknownRoom } from '../../../src/matrix/rooms/room-facts.ts'
import { planSync } from '../../../src/matrix/sync/plan-sync.ts'
import { decodeSyncResponse } from '../../../src/matrix/sync/sync-response.ts'
import { rawEvent, rawSync, roomId, userId } from '../../support/matrix-events.ts'

const self = userId('bot')
const joined: RoomFacts = { ...unknownRoom, membership: 'joined', introduced: true }
const ownJoin = rawEvent({
  event_id: '$join',
  type: 'm.room.member',
  sender: self,
  state_key: self,
  content: { membership: 'join' },
})

function plan(raw: unknown, facts: RoomFacts, { since }: { since: string | undefined } = { since: 's1' }) {
  const response = decodeSyncResponse(raw)
  if (response === undefined) throw new Error('no sync response')
  return planSync(response, { self, since, facts: () => facts })
}
const kindsAndKeys = (entries: readonly { kind: string; key: string }[]) =>
  entries.map(({ kind, key }) => (kind === 'event' ? key : kind))

describe('a sync response', () => {
  it('queues what people say, in order, and not what the bot itself said', () => {
    const own = rawEvent({ event_id: '$own', sender: self, unsigned: { transaction_id: 't1' } })
    const { entries, echoes } = plan(rawSync([rawEvent(), own, rawEvent({ event_id: '$second' })]), joined)
    expect(kindsAndKeys(entries)).toEqual(['$question', '$second'])
    expect([...echoes]).toEqual([['t1', '$own']])
  })

  it('queues nothing of the very first response, which is older than the bot', () => {
    const { entries, rooms } = plan(rawSync([rawEvent()]), unknownRoom, { since: undefined })
    expect(entries).toEqual([])
    expect(rooms.get(roomId())).toMatchObject({ membership: 'joined', introduced: true, joinedCount: 2 })
  })

  it('queues only what comes after the join in a room that the bot has just entered', () => {
    const events = [rawEvent({ event_id: '$before' }), ownJoin, rawEvent({ event_id: '$after' })]
    expect(kindsAndKeys(plan(rawSync(events), unknownRoom).entries)).toEqual(['joined', '$after'])
  })

  it.each([
    ['a direct chat', true, ['joined', '$early', '$after']],
    ['any other room', false, ['joined', '$after']],
  ])('queues what came along with the invitation to %s', (_what, invitedAsDirect, expected) => {
    const anna = userId('anna')
    const events = [
      rawEvent({ event_id: '$before', sender: anna }),
      rawEvent({
        ...{ event_id: '$invitation', type: 'm.room.member', sender: anna, state_key: self },
        content: { membership: 'invite' },
      }),
      rawEvent({ event_id: '$early', sender: anna }),
      rawEvent({ event_id: '$other', sender: userId('ben') }),
      ownJoin,
      rawEvent({ event_id: '$after', sender: anna }),
    ]
    const invited: RoomFacts = { ...unknownRoom, membership: 'invited', inviter: anna, invitedAsDirect }
    expect(kindsAndKeys(plan(rawSync(events), invited).entries)).toEqual(expected)
  })

  it.each([
    ['a direct chat', true, '{"from":"p1","isBeforeJoin":true,"inviter":"@anna:staff.test"}'],
    ['any other room', false, undefined],
  ])(
    'has what came along with the invitation to %s asked for if it is not shown',
    (_what, invitedAsDirect, payload) => {
      const invited: RoomFacts = {
        ...{ ...unknownRoom, membership: 'invited', inviter: userId('anna'), invitedAsDirect },
      }
      const { entries } = plan(
        rawSync([ownJoin, rawEvent({ event_id: '$after' })], { limited: true }),
        invited,
      )
      expect(entries.find(({ kind }) => kind === 'gap')?.payload).toBe(payload)
      expect(kindsAndKeys(entries).filter((key) => key !== 'gap')).toEqual(['joined', '$after'])
    },
  )

  it('puts a gap before what comes after it', () => {
    const { entries } = plan(rawSync([rawEvent()], { limited: true }), joined)
    expect(kindsAndKeys(entries)).toEqual(['gap', '$question'])
    expect(entries[0]?.payload).toBe('{"from":"p1","to":"s1"}')
  })

  it('remembers for good that a room is encrypted', () => {
    const encryption = rawEvent({ type: 'm.room.encryption', state_key: '', content: {} })
    expect(plan(rawSync([encryption]), joined).rooms.get(roomId())?.encrypted).toBe(true)
    expect(plan(rawSync([]), { ...joined, encrypted: true }).rooms.get(roomId())?.encrypted).toBe(true)
  })

  it.each([
    ['named with what they say', false, [rawEvent()], 2],
    [
      'changed by what it shows',
      false,
      [rawEvent({ type: 'm.room.member', state_key: '@ben:staff.test' })],
      undefined,
    ],
    ['maybe changed in a gap', true, [rawEvent()], undefined],
  ])('keeps or forgets the number of members that are %s', (_what, limited, timeline, expected) => {
    const anna = rawEvent({ event_id: '$anna', type: 'm.room.member', state_key: '@anna:staff.test' })
    const known = { ...joined, joinedCount: 2, invitedCount: 0 }
    const response = decodeSyncResponse(rawSync(timeline, { limited }))
    const withoutNumbers = response?.joined.map((room) => ({
      ...room,
      state: decodeSyncResponse(rawSync([anna]))?.joined[0]?.timeline ?? [],
      joinedCount: undefined,
    }))
    if (response === undefined || withoutNumbers === undefined) throw new Error('no sync response')
    const { rooms } = planSync(
      { ...response, joined: withoutNumbers },
      { self, since: 's1', facts: () => known },
    )
    expect(rooms.get(roomId())?.joinedCount).toBe(expected)
  })

  it('leaves out events that are none, and counts them', () => {
    const response = decodeSyncResponse(rawSync([null, 7, { type: 'm.room.message' }, rawEvent()]))
    expect(response?.malformed).toBe(3)
    expect(response?.joined[0]?.timeline).toHaveLength(1)
  })

  it('counts no one-time keys where a homeserver speaks of none', () => {
    expect(decodeSyncResponse({ next_batch: 's2' })?.update.oneTimeKeyCounts).toEqual({})
    expect(decodeSyncResponse(rawSync([]))?.update.oneTimeKeyCounts).toEqual({ signed_curve25519: 50 })
  })

  it('does not touch prototypes', () => {
    const poisoned: unknown = JSON.parse(
      '{"next_batch":"s2","rooms":{"join":{"__proto__":{"timeline":{"events":[]}}}},"__proto__":{"polluted":true}}',
    )
    plan(poisoned, joined)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is read without an error, whatever it contains', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.jsonValue({ maxDepth: 8 }), (events, room) => {
        plan(rawSync(Array.isArray(events) ? events : [events]), joined)
        plan({ next_batch: 's', rooms: { join: { [roomId()]: room }, invite: { [roomId()]: room } } }, joined)
      }),
    )
  })
})
