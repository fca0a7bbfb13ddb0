import { expect, it } from 'vitest'
import { createIntroduce } from '../../../src/matrix/rooms/introduce.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import { Mailbox, room, userId } from '../../support/conversation.ts'

it('an introduction is queued by the time that its room counts as introduced to', async () => {
  using mailbox = new Mailbox()
  let queued = 0
  const saveRoom = (_: string, facts: string) => {
    if (facts.includes('"introduced":true')) queued = mailbox.outbox.depth()
  }
  const registry = new RoomRegistry({ rooms: () => new Map(), saveRoom })
  registry.update(room, { membership: 'joined' })
  const introduce = createIntroduce({
    ...{ self: userId('bot'), registry, outbox: mailbox.outbox, noticesByRoom: new Map() },
    api: { state: () => Promise.resolve(undefined), creators: () => Promise.resolve([]) },
    kinds: { kindOf: () => Promise.resolve('helpdesk') },
    confirmUpgrade: () => Promise.resolve(undefined),
    encryption: { encrypt: (_, event) => Promise.resolve(event) },
    introduction: () => ({ language: 'de', blocks: [] }),
  })
  expect(await mailbox.handle(introduce(room))).toHaveLength(1)
  expect(queued).toBe(1)
  expect(await mailbox.handle(introduce(room))).toEqual([])
})
