import { describe, expect, it } from 'vitest'
import { createAccess } from '../../../src/matrix/rooms/access.ts'
import { roomId, userId } from '../../support/matrix-events.ts'
import { isUserId } from '../../../src/matrix/ports/ids.ts'
import type { RoomId } from '../../../src/matrix/ports/ids.ts'

const noUpgrades = { withReplaced: (id: RoomId) => [id] }
const admits = (glob: string, user: string) =>
  isUserId(user) && createAccess({ inviters: [glob], rooms: [], blocked: [] }, noUpgrades).admitsUser(user)

describe('the allow list', () => {
  it.each([
    ['@*:tu-dresden.de', '@anna:tu-dresden.de', true],
    ['@*:tu-dresden.de', '@anna:evil.example', false],
    ['@*:tu-dresden.de', '@anna:evil.example:tu-dresden.de', false],
    ['@*:tu-dresden.de', '@anna:tu-dresdenXde', false],
    ['@*:tu-dresden.de', '@anna:tu-dresden.de.evil.example', false],
    ['@anna:tu-dresden.de', '@annabel:tu-dresden.de', false],
    ['@a??a:*', '@anna:anywhere.example', true],
  ])('%s for %s: %s', (glob, user, expected) => {
    expect(admits(glob, user)).toBe(expected)
  })

  it.each([
    ['@_whatsapp_*:staff.test', '_whatsapp_49', 'room', false],
    ['@_whatsapp_*:staff.test', 'anna', 'room', true],
    ['staff.test', 'anna', 'room', false],
    ['*.test', 'anna', 'room', false],
    ['other.test', 'anna', 'room', true],
    ['!public*:staff.test', 'anna', 'public-1', false],
    ['!public*:staff.test', 'anna', 'room', true],
  ])('with %s blocked, an invitation by %s into %s counts: %s', (glob, user, room, expected) => {
    const access = createAccess({ inviters: ['@*:staff.test'], rooms: [], blocked: [glob] }, noUpgrades)
    expect(access.admitsInvitation(roomId(room), userId(user))).toBe(expected)
  })

  it.each([
    ['what replaced a room that it names', [], true],
    ['that, unless it is blocked itself', ['!next*'], false],
  ])('admits %s', (_, blocked, expected) => {
    const [old, next] = [roomId('old'), roomId('next')]
    const access = createAccess({ inviters: [], rooms: [old], blocked }, { withReplaced: () => [next, old] })
    expect(access.admitsInvitation(next, userId('anna'))).toBe(expected)
  })

  it('admits nobody if it is empty', () => {
    const access = createAccess({ inviters: [], rooms: [], blocked: [] }, noUpgrades)
    expect(access.admitsUser(userId('anna'))).toBe(false)
  })
})
