import { expect, it, vi } from 'vitest'
import { KeyStoreMismatchError, RecoveryKeyError } from '../../../src/matrix/encryption/errors.ts'
import { askForPublicFacts } from '../../../src/matrix/encryption/facts.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import type { Fetch } from '../../../src/matrix/client/transport.ts'
import { MemoryRecords } from '../../support/memory-records.ts'
import { megolmIndex } from '../../kills/megolm-index.ts'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, loginAgain } from '../person.ts'
import { EchoDevice, MemoryRecoveryKeys } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

/** The bot's device as another person's client judges it. */
async function asSeenBy(person: EncryptedPerson, bot: EchoDevice) {
  // A client only keeps the devices of people with whom it shares an encrypted room.
  const roomId = await person.createEncryptedRoom([bot.userId])
  await person.say(roomId, 'Wer bist du?')
  const status = await person.crypto.getDeviceVerificationStatus(bot.userId, bot.deviceId)
  return status?.signedByOwner
}

const outcomesOf = ({ reports }: EchoDevice) =>
  reports.flatMap((report) => (report.kind === 'identity' ? [report.outcome] : []))

async function masterKeyOf(bot: EchoDevice): Promise<unknown> {
  const body = { device_keys: { [bot.userId]: [] } }
  const path = '/_matrix/client/v3/keys/query'
  const answer = await bot.client.request({ method: 'POST', path, body })
  const { keys } = (answer as { master_keys: Record<string, { keys: object }> }).master_keys[bot.userId] ?? {}
  return Object.keys(keys ?? {})[0]
}

describeOnHomeserver("the bot's identity", (homeserver) => {
  it('stays the same over a restart, and nothing is uploaded anew', async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    const uploads: string[] = []
    const watching: Fetch = (url, init) => {
      if (url.includes('/upload')) uploads.push(typeof init.body === 'string' ? init.body : '')
      return fetch(url, init)
    }
    const device = { homeserver, account, records, recoveryKeys, fetch: watching }
    const first = await EchoDevice.start(device)
    const master = await masterKeyOf(first)
    await vi.waitFor(() => {
      expect(uploads.join('')).toContain('"fallback_keys":{"signed_curve25519')
    })
    const { since } = first
    await first[Symbol.asyncDispose]()
    uploads.length = 0
    await using again = await EchoDevice.start({
      ...device,
      ...(since !== undefined && { since }),
    })
    expect(outcomesOf(again)).toEqual(['present'])
    expect(await masterKeyOf(again)).toBe(master)
    expect(uploads).toEqual([])
    const facts = await askForPublicFacts(again.client, account.userId as UserId, account.deviceId)
    expect(facts).toEqual({
      deviceFingerprint: expect.stringMatching(/^[\w+/]{43}$/) as string,
      deviceIsSigned: true,
      masterKey: String(master).replace('ed25519:', ''),
      secretStorage: 'complete',
      oneTimeKeys: 50,
    })
  })

  it('comes to a new device with the recovery key', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const recoveryKeys = new MemoryRecoveryKeys()
    const first = await EchoDevice.start({ homeserver, account, recoveryKeys })
    const master = await masterKeyOf(first)
    await first[Symbol.asyncDispose]()
    await using second = await EchoDevice.start({
      homeserver,
      account: await loginAgain(homeserver, account),
      recoveryKeys,
    })
    expect(outcomesOf(second)).toEqual(['imported'])
    expect(await masterKeyOf(second)).toBe(master)
    expect(await asSeenBy(anna, second)).toBe(true)
  })

  it('is not replaced when a new device lacks the recovery key; the bot works on, unsigned', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account })
    const master = await masterKeyOf(first)
    await first[Symbol.asyncDispose]()
    await using second = await EchoDevice.start({
      homeserver,
      account: await loginAgain(homeserver, account),
    })
    expect(outcomesOf(second)).toEqual(['recovery-key-missing'])
    expect(await masterKeyOf(second)).toBe(master)
    expect(await asSeenBy(anna, second)).toBe(false)
    const facts = await askForPublicFacts(second.client, account.userId as UserId, second.deviceId)
    expect(facts).toMatchObject({ deviceIsSigned: false, masterKey: expect.any(String) as string })
  })

  it('is refused to a wrong recovery key', async () => {
    const account = await createAccount(homeserver, 'bot')
    const first = await EchoDevice.start({ homeserver, account })
    await first[Symbol.asyncDispose]()
    const wrong = new MemoryRecoveryKeys()
    wrong.key = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d'
    await using second = new EchoDevice({
      homeserver,
      account: await loginAgain(homeserver, account),
      recoveryKeys: wrong,
    })
    await expect(second.prepare()).rejects.toThrow(RecoveryKeyError)
  })

  it('is replaced at the express wish of the operator, with the password', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account })
    const master = await masterKeyOf(first)
    await first[Symbol.asyncDispose]()
    const recoveryKeys = new MemoryRecoveryKeys()
    const second = { homeserver, account: await loginAgain(homeserver, account), recoveryKeys }
    const records = new MemoryRecords()
    {
      await using device = new EchoDevice({ ...second, records })
      await device.resetIdentity()
      expect(await masterKeyOf(device)).not.toBe(master)
      expect(await asSeenBy(anna, device)).toBe(true)
    }
    await using again = await EchoDevice.start({ ...second, records })
    expect(outcomesOf(again)).toEqual(['present'])
    expect(recoveryKeys.key).toMatch(/^Es/)
  })

  it('stops a device that finds it replaced and cannot get at the new one', async () => {
    const account = await createAccount(homeserver, 'bot')
    const device = {
      homeserver,
      account,
      records: new MemoryRecords(),
      recoveryKeys: new MemoryRecoveryKeys(),
    }
    const before = await EchoDevice.start(device)
    await before[Symbol.asyncDispose]()
    {
      await using other = new EchoDevice({ homeserver, account: await loginAgain(homeserver, account) })
      await other.resetIdentity()
    }
    await using again = new EchoDevice(device)
    await expect(again.prepare()).rejects.toThrow(RecoveryKeyError)
  })

  it('can be used by a person who verifies with the same recovery key', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using bot = await EchoDevice.start({ homeserver, account })
    const { decodeRecoveryKey } = await import('matrix-js-sdk/lib/crypto-api/index.js')
    const key = decodeRecoveryKey(bot.recoveryKeys.read() ?? '')
    const operator = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, account), {
      cryptoCallbacks: {
        getSecretStorageKey: ({ keys }) => Promise.resolve([Object.keys(keys)[0] ?? '', key]),
      },
    })
    await operator.crypto.userHasCrossSigningKeys(undefined, true)
    expect(await operator.crypto.isSecretStorageReady()).toBe(true)
    await operator.crypto.bootstrapCrossSigning({})
    expect(await operator.crypto.isCrossSigningReady()).toBe(true)
    await operator[Symbol.asyncDispose]()
  })
})

describeOnHomeserver('keys and device', (homeserver) => {
  it('are refused together when the device has keys but the store has none', async () => {
    const account = await createAccount(homeserver, 'bot')
    const first = await EchoDevice.start({ homeserver, account })
    await first[Symbol.asyncDispose]()
    await using second = new EchoDevice({ homeserver, account })
    await expect(second.prepare()).rejects.toThrow(KeyStoreMismatchError)
  })

  it('are refused together when the store is of another device', async () => {
    const account = await createAccount(homeserver, 'bot')
    const records = new MemoryRecords()
    const first = await EchoDevice.start({ homeserver, account, records })
    await first[Symbol.asyncDispose]()
    await using second = new EchoDevice({
      homeserver,
      account: await loginAgain(homeserver, account),
      records,
    })
    await expect(second.prepare()).rejects.toThrow(/another account or device/)
  })

  it('are refused together when the store is a copy that has been overtaken', async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    const first = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    await first[Symbol.asyncDispose]()
    const backup = records.copy()
    const second = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    await second[Symbol.asyncDispose]()
    await using restored = new EchoDevice({ homeserver, account, records: backup, recoveryKeys })
    await expect(restored.prepare()).rejects.toThrow(/older copy/)
  })

  it('are refused together when the store is a copy that was made before the last use of its ratchets', async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    const roomId = await anna.createEncryptedRoom([first.userId], { isDirect: true, rotationMessages: 1 })
    await anna.say(roomId, 'eins')
    await anna.waitForText(roomId, first.userId, (body) => body === 'Echo: eins')
    const backup = records.copy()
    await anna.say(roomId, 'zwei')
    await anna.waitForText(roomId, first.userId, (body) => body === 'Echo: zwei')
    await first[Symbol.asyncDispose]()
    await using restored = new EchoDevice({ homeserver, account, records: backup, recoveryKeys })
    await expect(restored.prepare()).rejects.toThrow(/older copy/)
  })

  it("begin with another room key when the store is a copy in which the last one's ratchet is behind", async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    const roomId = await anna.createEncryptedRoom([first.userId], { isDirect: true })
    await anna.waitForMembership(roomId, first.userId, 'join')
    await first.say(roomId, 'eins')
    const backup = records.copy()
    await first.say(roomId, 'zwei')
    await first[Symbol.asyncDispose]()
    await using restored = await EchoDevice.start({ homeserver, account, records: backup, recoveryKeys })
    await restored.say(roomId, 'drei')
    await anna.waitForText(roomId, restored.userId, (body) => body === 'drei')
    const wires = anna.texts(roomId, restored.userId).map((event) => event.getWireContent())
    const places = wires.map((wire) => [String(wire['session_id']), megolmIndex(String(wire['ciphertext']))])
    const [old, , fresh] = wires.map((wire) => String(wire['session_id']))
    expect(fresh).not.toBe(old)
    expect(places).toEqual([
      [old, 0],
      [old, 1],
      [fresh, 0],
    ])
  })

  it('go on together after the homeserver ended the session and forgot the device', async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    const roomId = await anna.createEncryptedRoom([first.userId], { isDirect: true })
    await anna.say(roomId, 'vorher')
    await anna.waitForText(roomId, first.userId, (body) => body === 'Echo: vorher')
    const { since } = first
    await first[Symbol.asyncDispose]()
    await first.client.request({ method: 'POST', path: '/_matrix/client/v3/logout', body: {} })
    await using again = await EchoDevice.start({
      homeserver,
      account: await loginAgain(homeserver, account, account.deviceId),
      records,
      recoveryKeys,
      ...(since !== undefined && { since }),
    })
    await again.encryption.sessionRenewed()
    expect(await asSeenBy(anna, again)).toBe(true)
    await anna.say(roomId, 'nachher')
    await anna.waitForText(roomId, again.userId, (body) => body === 'Echo: nachher', 40_000)
  })

  it('go on together from a copy that was moved', async () => {
    const account = await createAccount(homeserver, 'bot')
    const [records, recoveryKeys] = [new MemoryRecords(), new MemoryRecoveryKeys()]
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const first = await EchoDevice.start({ homeserver, account, records, recoveryKeys })
    const roomId = await anna.createEncryptedRoom([first.userId], { isDirect: true })
    await anna.say(roomId, 'vorher')
    await anna.waitForText(roomId, first.userId, (body) => body === 'Echo: vorher')
    await first[Symbol.asyncDispose]()
    await anna.say(roomId, 'unterwegs')
    const { since } = first
    await using moved = await EchoDevice.start({
      homeserver,
      account,
      recoveryKeys,
      records: records.copy(),
      ...(since !== undefined && { since }),
    })
    const answer = await anna.waitForText(roomId, moved.userId, (body) => body === 'Echo: unterwegs')
    expect(bodyOf(answer)).toBe('Echo: unterwegs')
  })
})
