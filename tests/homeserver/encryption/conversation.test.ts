import { OnlySignedDevicesIsolationMode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { expect, it } from 'vitest'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

describeOnHomeserver('an encrypted conversation', (homeserver) => {
  it('is answered in a direct message, by a device that carries no shield', async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const botId = bot.userId
    const roomId = await anna.createEncryptedRoom([botId], { isDirect: true })
    await anna.say(roomId, 'Wo stehen die Server?')
    const answer = await anna.waitForText(roomId, botId, (body) => body.startsWith('Echo'))
    expect(bodyOf(answer)).toBe('Echo: Wo stehen die Server?')
    expect(answer.isEncrypted()).toBe(true)
    expect(await anna.crypto.getEncryptionInfoForEvent(answer)).toMatchObject({ shieldColour: 0 })
    const status = await anna.crypto.getDeviceVerificationStatus(botId, bot.deviceId)
    expect(status?.signedByOwner).toBe(true)
  })

  it('goes on when the person excludes devices that their owner did not sign', async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    anna.crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode())
    await anna.makeIdentity()
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Nur signierte Geräte')
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Echo'))
    expect(bodyOf(answer)).toBe('Echo: Nur signierte Geräte')
  })

  it('reaches everybody in a room of three, one of whom came later', async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using ben = await EncryptedPerson.register(homeserver, 'ben')
    await using cleo = await EncryptedPerson.register(homeserver, 'cleo')
    const roomId = await anna.createEncryptedRoom([bot.userId, ben.userId])
    await ben.join(roomId)
    await anna.say(roomId, 'eins')
    for (const person of [anna, ben])
      await person.waitForText(roomId, bot.userId, (body) => body === 'Echo: eins')
    await anna.client.invite(roomId, cleo.userId)
    await cleo.join(roomId)
    await ben.say(roomId, 'zwei')
    for (const person of [anna, ben, cleo]) {
      await person.waitForText(roomId, bot.userId, (body) => body === 'Echo: zwei')
    }
  })
})
