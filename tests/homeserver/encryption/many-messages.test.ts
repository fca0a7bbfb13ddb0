import { expect, it } from 'vitest'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, waitFor } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

const messages = 500
const rotation = 60

describeOnHomeserver(`${messages} messages in a row`, (homeserver) => {
  it('can all be read on the other side, over several keys', { timeout: 300_000 }, async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const roomId = await anna.createEncryptedRoom([bot.userId], { rotationMessages: rotation })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const read = new Map<string, string>()
    anna.onText((_, event) => {
      if (event.getSender() === bot.userId)
        read.set(bodyOf(event), String(event.getWireContent()['session_id']))
    })
    const bodies = Array.from({ length: messages }, (_, number) => `Nachricht ${number}`)
    while (bodies.length > 0) await Promise.all(bodies.splice(0, 10).map((body) => bot.say(roomId, body)))
    await waitFor(() => (read.size === messages ? true : undefined), 60_000)
    expect(new Set(read.values()).size).toBe(Math.ceil(messages / rotation))
    expect(anna.undecryptable(roomId)).toEqual([])
  })
})
