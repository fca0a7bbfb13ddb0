import { expect, it } from 'vitest'
import { createAccess } from '../../../src/matrix/rooms/access.ts'
import { createLeaveOrphaned } from '../../../src/matrix/rooms/leave-orphaned.ts'
import { unknownRoom } from '../../../src/matrix/rooms/room-facts.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

const room = roomId()
const bot = userId('bot')

function stage(joined: readonly UserId[], inviter = userId('formerly')) {
  const calls: string[] = []
  const clock = { now: 0 }
  const leaveOrphaned = createLeaveOrphaned({
    self: bot,
    access: createAccess(
      { inviters: ['@staff-*:staff.test'], rooms: [], blocked: [] },
      { withReplaced: (id) => [id] },
    ),
    isConfigured: () => false,
    registry: { get: () => ({ ...unknownRoom, membership: 'joined', inviter }) },
    api: {
      members: () => {
        calls.push('members')
        return Promise.resolve({ joined, invited: [] })
      },
      state: (_, type, user) => {
        calls.push(type)
        const isJoined = joined.some((member) => member === user)
        return Promise.resolve({ membership: isJoined ? 'join' : 'leave' })
      },
      leave: () => {
        calls.push('leave')
        return Promise.resolve()
      },
    },
    events: { left: () => undefined },
    now: () => clock.now,
  })
  const depart = (name: string, receivedAt: number) =>
    leaveOrphaned({ roomId: room, userId: userId(name), receivedAt })
  return { calls, clock, depart }
}

it('looks at the members once for all who left by then', async () => {
  const { calls, clock, depart } = stage([bot, userId('staff-ben')])
  expect(await depart('staff-1', 0)).toEqual({ kind: 'postponed', retryInMs: 2_000 })
  clock.now = 2_000
  await depart('staff-1', 0)
  for (let i = 1; i <= 40; i++) expect((await depart(`staff-${i}`, i * 50)).kind).toBe('settled')
  expect(calls).toEqual(['members'])
  clock.now = 5_000
  await depart('staff-41', 2_001)
  expect(calls).toEqual(['members', 'members'])
})

it('does not look at them for somebody who could not have invited the bot', async () => {
  const { calls, clock, depart } = stage([bot])
  clock.now = 10_000
  for (let i = 1; i <= 40; i++) await depart(`guest-${i}`, 0)
  expect(calls).toEqual([])
})

it.each(['staff-anna', 'formerly'])('leaves when %s was the last who might have invited it', async (name) => {
  const { calls, clock, depart } = stage([bot, userId('guest')])
  clock.now = 10_000
  await depart(name, 0)
  expect(calls).toEqual(['members', 'leave'])
})

it('does not look at them while the person is there who invited the bot', async () => {
  const { calls, clock, depart } = stage([bot, userId('staff-ben')], userId('staff-ben'))
  clock.now = 10_000
  await depart('staff-anna', 0)
  expect(calls).toEqual(['m.room.member'])
})

it('leaves when that person is gone and nobody else might have invited it', async () => {
  const { calls, clock, depart } = stage([bot, userId('guest')], userId('staff-ben'))
  clock.now = 10_000
  await depart('staff-ben', 0)
  expect(calls).toEqual(['m.room.member', 'members', 'leave'])
})
