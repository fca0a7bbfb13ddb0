import { BotClient } from '../../../src/matrix/client/client.ts'
import { SdkCrypto } from '../../../src/matrix/encryption/sdk-crypto.ts'
import { httpFetch } from '../../../src/matrix/client/http-client.ts'
import { isUserId } from '../../../src/matrix/ports/ids.ts'
import { expect, it } from 'vitest'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

describeOnHomeserver("the SDK's own methods in an encrypted room", (homeserver) => {
  it('send, edit, read and redact', async () => {
    const account = await createAccount(homeserver, 'bot')
    await using bot = await EchoDevice.start({ homeserver, account })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const self = bot.userId
    if (!isUserId(self)) throw new TypeError(self)
    const client = new BotClient({
      homeserverUrl: homeserver.url,
      userId: self,
      fetch: httpFetch,
      accessToken: () => account.accessToken,
      signal: new AbortController().signal,
    })
    Object.assign(client, { crypto: new SdkCrypto(bot.encryption, account.deviceId) })
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.waitForMembership(roomId, bot.userId, 'join')

    const answerId = await client.sendMessage(roomId, { msgtype: 'm.notice', body: 'erste Fassung' })
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body === 'erste Fassung')
    expect(answer.getWireType()).toBe('m.room.encrypted')
    const edited = { msgtype: 'm.notice', body: 'zweite Fassung' }
    await client.sendMessage(roomId, {
      ...{ msgtype: 'm.notice', body: '* zweite Fassung' },
      'm.new_content': edited,
      'm.relates_to': { rel_type: 'm.replace', event_id: answerId },
    })
    await anna.waitForText(roomId, bot.userId, (body) => body === 'zweite Fassung')
    const questionId = await anna.say(roomId, 'eine Frage')
    await anna.waitForText(roomId, bot.userId, (body) => body === 'Echo: eine Frage')
    const read: unknown = await client.getEvent(roomId, questionId)
    expect(read).toMatchObject({ content: { body: 'eine Frage' } })
    await client.redactEvent(roomId, answerId)
    await anna.waitForRedaction(roomId, answerId)
    expect(anna.texts(roomId, bot.userId).map(bodyOf)).not.toContain('zweite Fassung')
  })
})
