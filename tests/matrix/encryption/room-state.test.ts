import { describe, expect, it } from 'vitest'
import { RoomStates } from '../../../src/matrix/encryption/rooms/room-state.ts'
import { readEncryption } from '../../../src/matrix/encryption/rooms/room-settings.ts'
import { Notes } from '../../../src/matrix/encryption/store/notes.ts'
import { MatrixRequestError, type FaultKind } from '../../../src/matrix/client/request-error.ts'
import type { BotClient } from '../../../src/matrix/client/client.ts'
import type { RoomId, UserId } from '../../../src/matrix/ports/ids.ts'
import { fakeClient } from '../../support/fake-client.ts'
import { MemoryRecords } from '../../support/memory-records.ts'

const room = '!room' as RoomId
const sender = '@person:example.org' as UserId
const failing = (kind: FaultKind, status: number, errcode?: string) =>
  fakeClient(({ method, path }) => {
    throw new MatrixRequestError({ kind, method, path, status, ...(errcode !== undefined && { errcode }) })
  })
const answering = (content: object) => fakeClient(() => content)
const encryption = (content: unknown) => ({ type: 'm.room.encryption', stateKey: '', sender, content })
const statesOn = (records: MemoryRecords, client: BotClient) =>
  new RoomStates(new Notes(records, records.load()), client)

describe('whether a room is encrypted', () => {
  it('is remembered over a restart, without asking', async () => {
    const records = new MemoryRecords()
    statesOn(records, answering({})).receive(room, encryption({ algorithm: 'm.megolm.v1.aes-sha2' }))
    const again = statesOn(records, failing('server', 502))
    expect(await again.encryptionOf(room)).toMatchObject({ algorithm: 'm.megolm.v1.aes-sha2' })
  })

  it('stays true, whatever the state says later', async () => {
    const states = statesOn(new MemoryRecords(), failing('refused', 404, 'M_NOT_FOUND'))
    states.receive(room, encryption({ algorithm: 'm.megolm.v1.aes-sha2' }))
    for (const content of [{}, undefined, { algorithm: 7 }]) {
      states.receive(room, encryption(content))
      expect(await states.encryptionOf(room)).toMatchObject({ algorithm: 'm.megolm.v1.aes-sha2' })
    }
  })

  it.each([
    ['rate-limited', 429, 'M_LIMIT_EXCEEDED'],
    ['server', 502, undefined],
    ['timeout', 0, undefined],
    ['malformed', 404, undefined],
  ] as const)('is unknown, so that nothing may be sent, after: %s', async (kind, status, errcode) => {
    const states = statesOn(new MemoryRecords(), failing(kind, status, errcode))
    await expect(states.encryptionOf(room)).rejects.toMatchObject({ retryable: true })
  })

  it('is false only if the homeserver says that there is no such state', async () => {
    const states = statesOn(new MemoryRecords(), failing('refused', 404, 'M_NOT_FOUND'))
    expect(await states.encryptionOf(room)).toBeUndefined()
    states.receive(room, encryption({}))
    expect(await states.encryptionOf(room)).toBeDefined()
  })

  describe('if it was not when the bot was stopped', () => {
    /** The homeserver is asked once, by the process before. */
    async function restarted(client: BotClient) {
      const records = new MemoryRecords()
      await statesOn(records, failing('refused', 404, 'M_NOT_FOUND')).encryptionOf(room)
      return statesOn(records, client)
    }
    const silent = failing('server', 502)

    it('is not asked again once a sync has told what happened meanwhile', async () => {
      const states = await restarted(silent)
      states.caughtUp()
      expect(await states.encryptionOf(room)).toBeUndefined()
    })

    it('is asked again before that', async () => {
      const states = await restarted(answering({ algorithm: 'm.megolm.v1.aes-sha2' }))
      expect(await states.encryptionOf(room)).toBeDefined()
    })

    it('is believed from the sync', async () => {
      const states = await restarted(silent)
      states.receive(room, encryption({}))
      states.caughtUp()
      expect(await states.encryptionOf(room)).toBeDefined()
    })

    it('is asked again when something comes encrypted', async () => {
      const states = await restarted(answering({}))
      states.caughtUp()
      await states.sawEncryptedEvent(room)
      expect(await states.encryptionOf(room)).toBeDefined()
    })
  })
})

describe('the settings of an encrypted room', () => {
  it('are those of the room, in milliseconds, but no key lasts longer than usual', () => {
    expect(readEncryption({ rotation_period_ms: 3_600_000, rotation_period_msgs: 7 })).toMatchObject({
      rotationMs: 3_600_000,
      rotationMessages: 7,
    })
    const usual = { rotationMs: 604_800_000, rotationMessages: 100 }
    expect(readEncryption({})).toMatchObject(usual)
    expect(readEncryption({ rotation_period_ms: 1e15, rotation_period_msgs: 1e9 })).toMatchObject(usual)
    expect(readEncryption({ rotation_period_ms: 'x', rotation_period_msgs: -1 })).toMatchObject(usual)
  })
})
