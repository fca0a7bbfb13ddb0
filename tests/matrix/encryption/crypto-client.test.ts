import { expect, it } from 'vitest'
import type { EncryptionUpdate } from '../../../src/matrix/ports/encryption.ts'
import { isUserId } from '../../../src/matrix/ports/ids.ts'
import { KeyServer, quiet, startEncryption } from '../../support/encrypted-room.ts'
import { userId } from '../../support/matrix-events.ts'
import { MemoryRecords } from '../../support/memory-records.ts'

/** Ids that a homeserver may tell of, and that the library refuses. */
const odd = ['@a\u0000:staff.test', '@anna:staff_test'].filter(isUserId)

const request = (sender: string) => ({
  ...{ type: 'm.key.verification.request', sender },
  content: { from_device: 'PHONE', methods: [], timestamp: 1, transaction_id: 'flow' },
})

it.each<[string, Partial<EncryptionUpdate>]>([
  ['who asks for a verification', { toDevice: odd.map(request) }],
  ['whose devices changed', { changedDevices: odd }],
  ['who shares no room with the bot any more', { leftDevices: odd }],
])('a sync goes on if the library refuses the id of somebody %s', async (_, update) => {
  await using client = await startEncryption(new KeyServer(), new MemoryRecords())
  await expect(client.receiveUpdate({ ...quiet, ...update })).resolves.toBeUndefined()
})

it('a room with a member whose id the library refuses has its messages encrypted for all others', async () => {
  const server = new KeyServer()
  const anna = userId('anna')
  const phone = await server.addDevice(anna)
  phone.close()
  for (const user of [anna, ...odd]) server.members.add(user)
  await using client = await startEncryption(server, new MemoryRecords())
  const event = { type: 'm.room.message', content: { msgtype: 'm.text', body: 'Antwort' } }
  expect(await client.encrypt(server.room, event)).toMatchObject({ type: 'm.room.encrypted' })
  expect(server.sentTo(anna)).toHaveLength(1)
})
