import { describe, expect, it } from 'vitest'
import { RoomMembers } from '../../../src/matrix/encryption/rooms/room-members.ts'
import { fakeClient } from '../../support/fake-client.ts'
import { roomId, userId } from '../../support/matrix-events.ts'

const room = roomId()
const [anna, ben, cleo] = [userId('anna'), userId('ben'), userId('cleo')]
const member = (user: string, membership = 'join') => ({ state_key: user, content: { membership } })
const memberEvent = (user: string, membership: string) => ({
  ...{ type: 'm.room.member', stateKey: user, sender: anna },
  content: { membership },
})

/** A homeserver whose answers about the members come when they are released, each with what was so when it was asked. */
function homeserver(first: readonly unknown[]) {
  const now = { members: first }
  const waiting: (() => void)[] = []
  const client = fakeClient(({ path }) => {
    if (!path.endsWith('/members')) return { history_visibility: 'shared' }
    const chunk = now.members
    return new Promise((resolve) =>
      waiting.push(() => {
        resolve({ chunk })
      }),
    )
  })
  const release = () => {
    for (const answer of waiting.splice(0)) answer()
  }
  return { now, members: new RoomMembers(client), release }
}

describe('the members of a room', () => {
  it('are asked for once, and then followed', async () => {
    const { members, release } = homeserver([member(anna), member(ben)])
    const asked = members.recipients(room)
    release()
    expect((await asked).users).toEqual([anna, ben])
    members.receive(room, memberEvent(ben, 'leave'))
    members.receive(room, memberEvent(cleo, 'join'))
    expect((await members.recipients(room)).users).toEqual([anna, cleo])
  })

  it('are as the sync has told while the answer was under way', async () => {
    const { members, release } = homeserver([member(anna), member(ben)])
    const asked = members.recipients(room)
    members.receive(room, memberEvent(ben, 'leave'))
    release()
    expect((await asked).users).toEqual([anna])
  })

  it('are asked for anew after a gap in the sync, even if an older answer comes after it', async () => {
    const { now, members, release } = homeserver([member(anna)])
    const before = members.recipients(room)
    members.forget(room)
    release()
    expect((await before).users).toEqual([anna])
    now.members = [member(anna), member(ben)]
    const after = members.recipients(room)
    release()
    expect((await after).users).toEqual([anna, ben])
  })
})
