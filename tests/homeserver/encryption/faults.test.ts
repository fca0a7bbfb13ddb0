import { expect, it, vi } from 'vitest'
import { EncryptionUnavailableError, KeyStoreMismatchError } from '../../../src/matrix/encryption/errors.ts'
import { readStoredFacts } from '../../../src/matrix/encryption/facts.ts'
import type { Fetch } from '../../../src/matrix/client/transport.ts'
import type { RoomId } from '../../../src/matrix/ports/ids.ts'
import { MemoryRecords } from '../../support/memory-records.ts'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, Person, waitFor } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

type Fault = 429 | 502 | 'no-answer' | 'lost-answer'

/** Lets faults happen to the requests whose path fits, `times` of them each. */
function faulty(fits: RegExp, faults: readonly Fault[]): { fetch: Fetch; left: Fault[]; seen: string[] } {
  const left = [...faults]
  const seen: string[] = []
  const faultyFetch: Fetch = async (url, init) => {
    const path = new URL(url).pathname
    seen.push(`${init.method} ${path}`)
    const fault = fits.test(path) ? left.shift() : undefined
    switch (fault) {
      case undefined:
        return fetch(url, init)
      case 429:
        return Response.json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 50 }, { status: 429 })
      case 502:
        return new Response('<html>Bad Gateway</html>', { status: 502 })
      case 'no-answer':
        throw new TypeError('fetch failed')
      case 'lost-answer':
        await fetch(url, init).then((response) => response.arrayBuffer())
        throw new TypeError('fetch failed')
    }
  }
  return { fetch: faultyFetch, left, seen }
}

const allFaults: readonly Fault[] = [429, 502, 'no-answer', 'lost-answer']

describeOnHomeserver('a homeserver with bad days', (homeserver) => {
  it.each([
    ['/keys/upload', /\/keys\/upload$/],
    ['/keys/query', /\/keys\/query$/],
    ['/keys/claim', /\/keys\/claim$/],
    ['/sendToDevice', /\/sendToDevice\//],
    ['/keys/device_signing/upload', /\/keys\/device_signing\/upload$/],
    ['/keys/signatures/upload', /\/keys\/signatures\/upload$/],
    ['/account_data', /\/account_data\//],
    ['/members', /\/members$/],
    ['/state/m.room.encryption', /\/state\/m\.room\.encryption\/?$/],
  ])('delays an answer by its faults on %s, and no more', { timeout: 60_000 }, async (_, fits) => {
    const { fetch, left } = faulty(fits, allFaults)
    await using bot = await EchoDevice.start({
      homeserver,
      account: await createAccount(homeserver, 'bot'),
      fetch,
      retries: 10,
    })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    // Somebody who has said nothing yet: for him, the bot has to open a session first.
    await using ben = await EncryptedPerson.register(homeserver, 'ben')
    const roomId = await anna.createEncryptedRoom([bot.userId, ben.userId])
    await ben.join(roomId)
    await anna.say(roomId, 'trotzdem')
    await ben.waitForText(roomId, bot.userId, (body) => body === 'Echo: trotzdem', 40_000)
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body === 'Echo: trotzdem', 40_000)
    expect(answer.isEncrypted()).toBe(true)
    expect(await anna.crypto.getEncryptionInfoForEvent(answer)).toMatchObject({ shieldColour: 0 })
    expect(fits.test('/state/m.room.encryption') ? [] : left).toEqual([])
  })

  it('never gets the same one-time key twice', { timeout: 60_000 }, async () => {
    const uploaded: string[] = []
    const { fetch: faultyFetch } = faulty(/\/keys\/upload$/, ['lost-answer', 429, 'lost-answer', 502])
    const watching: Fetch = async (url, init) => {
      const response = await faultyFetch(url, init).finally(() => {
        const isUpload = url.endsWith('/keys/upload') && typeof init.body === 'string'
        const body = isUpload ? (JSON.parse(init.body) as { one_time_keys?: object }) : {}
        uploaded.push(...Object.keys(body.one_time_keys ?? {}))
      })
      if (url.endsWith('/keys/upload') && response.status === 429) uploaded.length = 0
      return response
    }
    await using bot = await EchoDevice.start({
      homeserver,
      account: await createAccount(homeserver, 'bot'),
      fetch: watching,
    })
    const counts = await waitFor(async () => {
      await bot.syncOnce(100)
      const left = (await bot.client.request({
        method: 'POST',
        path: '/_matrix/client/v3/keys/upload',
        body: {},
      })) as { one_time_key_counts: Record<string, number> }
      return (left.one_time_key_counts['signed_curve25519'] ?? 0) >= 50 ? left : undefined
    })
    expect(counts.one_time_key_counts['signed_curve25519']).toBeLessThanOrEqual(100)
    expect(new Set(uploaded).size).toBe(uploaded.length)
  })

  it.each(allFaults)('sends nothing in clear when a room may be encrypted: %s', async (fault) => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const faults = faulty(/\/state\/m\.room\.encryption\/?$/, [fault, fault])
    await using bot = new EchoDevice({ homeserver, account, fetch: faults.fetch })
    await bot.prepare()
    const roomId = await anna.createEncryptedRoom([bot.userId])
    const join = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/join`
    await bot.client.request({ method: 'POST', path: join, body: {} })
    // Without a sync, asking is all that it can do.
    const event = { type: 'm.room.message', content: { msgtype: 'm.notice', body: 'geheim' } }
    const attempt = () => bot.encryption.encrypt(roomId as RoomId, event)
    await expect(attempt()).rejects.toThrow(EncryptionUnavailableError)
    await expect(attempt()).rejects.toMatchObject({ retryable: true })
    await expect(attempt()).resolves.toMatchObject({ type: 'm.room.encrypted' })
  })

  it('is told nothing any more once a key did not reach the disk', async () => {
    const records = new MemoryRecords()
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const { fetch, seen } = faulty(/^$/, [])
    await using bot = await EchoDevice.start({
      ...{ homeserver, records, fetch },
      account: await createAccount(homeserver, 'bot'),
    })
    // Each message needs a key of its own, which has to reach the disk.
    const roomId = await anna.createEncryptedRoom([bot.userId], { rotationMessages: 1 })
    await anna.say(roomId, 'vorher')
    await anna.waitForText(roomId, bot.userId, (body) => body === 'Echo: vorher')
    records.failing = true
    const event = { type: 'm.room.message', content: { msgtype: 'm.notice', body: 'nachher' } }
    const attempt = () => bot.encryption.encrypt(roomId as RoomId, event)
    await expect(attempt()).rejects.toMatchObject({ name: 'CryptoStoreError', fatal: true })
    records.failing = false
    await expect(attempt()).rejects.toMatchObject({ name: 'CryptoStoreError', fatal: true })
    expect(seen.filter((request) => /sendToDevice/.test(request))).toHaveLength(1)
    await expect(bot.syncOnce(0)).rejects.toMatchObject({ fatal: true })
  })

  it('is not asked again when it has other one-time keys of the device', async () => {
    const refusing: Fetch = (url, init) =>
      url.endsWith('/keys/upload') && typeof init.body === 'string' && init.body.includes('one_time_keys')
        ? Promise.resolve(Response.json({ errcode: 'M_UNKNOWN', error: 'already exists' }, { status: 400 }))
        : fetch(url, init)
    await using bot = new EchoDevice({
      ...{ homeserver, fetch: refusing },
      account: await createAccount(homeserver, 'bot'),
    })
    await expect(bot.prepare()).rejects.toThrow(KeyStoreMismatchError)
    await expect(bot.syncOnce(0)).rejects.toMatchObject({ name: 'KeyStoreMismatchError', fatal: true })
  })

  it('leaves a room without encryption alone, and encrypts once it has it', async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    const ben = await Person.register(homeserver, 'ben')
    const roomId = await ben.createRoom({ invite: [bot.userId] })
    await ben.waitForMembership(roomId, bot.userId, 'join')
    const first = await ben.say(roomId, 'offen')
    await ben.waitForReply(roomId, first, bot.userId)
    expect((await ben.timeline(roomId)).at(-1)?.type).toBe('m.room.message')

    await ben.setState(roomId, 'm.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' })
    await waitFor(async () => {
      const event = { type: 'm.room.message', content: { body: 'x' } }
      const { type } = await bot.encryption.encrypt(roomId as RoomId, event)
      return type === 'm.room.encrypted' ? type : undefined
    })
    // Whatever the state says later: once encrypted, always encrypted.
    await ben.setState(roomId, 'm.room.encryption', {})
    await ben.say(roomId, 'danach')
    const answer = await ben.waitForEvent(
      roomId,
      (event) => event.sender === bot.userId && event.type === 'm.room.encrypted',
    )
    expect(JSON.stringify(answer.content)).not.toContain('danach')
  })
})

describeOnHomeserver('the keys of a room', (homeserver) => {
  it('open an event that came before them', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using bot = await EchoDevice.start({ homeserver, account })
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    const release = anna.holdKeysBack()
    await anna.say(roomId, 'Schlüssel kommt später')
    await waitFor(() => (bot.parked.size > 0 ? true : undefined))
    expect(bot.heard).toEqual([])
    await release()
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Echo'))
    expect(bodyOf(answer)).toBe('Echo: Schlüssel kommt später')
  })

  it('change after the number of messages that the room says', { timeout: 60_000 }, async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const roomId = await anna.createEncryptedRoom([bot.userId], { rotationMessages: 3 })
    for (let number = 1; number <= 7; number += 1) {
      await anna.say(roomId, `Nachricht ${number}`)
      await anna.waitForText(roomId, bot.userId, (body) => body === `Echo: Nachricht ${number}`)
    }
    const sessions = anna
      .texts(roomId, bot.userId)
      .map((event) => String(event.getWireContent()['session_id']))
    expect(new Set(sessions).size).toBe(3)
  })

  it('change after the time that the room says', async () => {
    const hourMs = 3_600_000
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const roomId = await anna.createEncryptedRoom([bot.userId], { rotationMs: 2 * hourMs })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const sayAfter = async (ms: number) => {
      const now = Date.now() + ms
      const clock = vi.spyOn(Date, 'now').mockReturnValue(now)
      await bot.say(roomId, `nach ${ms} ms`).finally(() => {
        clock.mockRestore()
      })
      return anna.waitForText(roomId, bot.userId, (body) => body === `nach ${ms} ms`)
    }
    const keys: unknown[] = []
    // The library keeps each key for an hour at least, whatever the room says.
    for (const hours of [0, 1.5, 2.5]) {
      keys.push((await sayAfter(hours * hourMs)).getWireContent()['session_id'])
    }
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it.each([
    ['shared', true],
    ['joined', false],
  ])('are for invited people too if the history is %s: %s', async (history, readable) => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using ben = await EncryptedPerson.register(homeserver, 'ben')
    const roomId = await anna.createEncryptedRoom([bot.userId, ben.userId], { history })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.say(roomId, 'vor dem Beitritt')
    await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Echo'))
    await ben.join(roomId)
    await ben.client.scrollback(ben.client.getRoom(roomId) ?? raise(), 30)
    const texts = () => ben.texts(roomId, bot.userId).map(bodyOf)
    if (readable) await waitFor(() => (texts().length > 0 ? true : undefined))
    expect(texts()).toEqual(readable ? ['Echo: vor dem Beitritt'] : [])
  })

  it('are reported as withheld when the person excludes the bot', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const records = new MemoryRecords()
    await using bot = await EchoDevice.start({ homeserver, account, records })
    anna.crypto.globalBlacklistUnverifiedDevices = true
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'nicht für dich')
    await waitFor(() => bot.reports.find((report) => report.kind === 'key-withheld'))
    expect(bot.reports).toContainEqual({ kind: 'key-withheld', roomId, code: 'm.unverified' })
    expect(bot.heard).toEqual([])
    // Keys that are told of at once are written with the rest of the sync response.
    const stored = () => readStoredFacts(records)
    await waitFor(() =>
      stored().withheld.get('m.unverified') === 1 && stored().encryptedRooms === 1 ? true : undefined,
    )
    expect(stored().withheld.get('other')).toBe(0)
  })
})

function raise(): never {
  throw new Error('the room is not there')
}
