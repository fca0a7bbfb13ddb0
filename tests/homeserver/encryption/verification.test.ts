import {
  VerificationPhase,
  VerifierEvent,
  type VerificationRequest,
} from 'matrix-js-sdk/lib/crypto-api/index.js'
import { expect, it } from 'vitest'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, loginAgain, waitFor } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { EncryptedPerson } from './encrypted-person.ts'

const upload = { authUploadDeviceSigningKeys: async (send: (auth: null) => Promise<void>) => send(null) }

/** Compares emoji as Element does: shows them, and the person finds that they match. Gives what was shown. */
async function compareEmoji(request: VerificationRequest): Promise<string[]> {
  await waitFor(() => (request.phase === VerificationPhase.Ready ? true : undefined))
  const verifier = await request.startVerification('m.sas.v1')
  const shown: string[] = []
  verifier.on(VerifierEvent.ShowSas, (sas) => {
    shown.push(...(sas.sas.emoji ?? []).map(([symbol]) => symbol))
    void sas.confirm()
  })
  await verifier.verify()
  return shown
}

const emojiSeenBy = (bot: EchoDevice) =>
  bot.reports.flatMap((report) =>
    report.kind === 'verification' && report.outcome === 'emoji'
      ? report.emoji.map((emoji) => emoji.split(' ')[0])
      : [],
  )

describeOnHomeserver('a person who verifies the bot', (homeserver) => {
  it.each(['in their room', 'from device to device'])(
    'sees the same emoji as the operator, %s',
    async (way) => {
      await using bot = await EchoDevice.start({
        homeserver,
        account: await createAccount(homeserver, 'bot'),
      })
      await using anna = await EncryptedPerson.register(homeserver, 'anna')
      await anna.crypto.bootstrapCrossSigning(upload)
      const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
      await anna.say(roomId, 'Guten Tag')
      await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Echo'))
      const request =
        way === 'in their room'
          ? await anna.crypto.requestVerificationDM(bot.userId, roomId)
          : await anna.crypto.requestDeviceVerification(bot.userId, bot.deviceId)
      const shown = await compareEmoji(request)
      expect(shown).toHaveLength(7)
      expect(emojiSeenBy(bot)).toEqual(shown)
      const status = await waitFor(async () => {
        const found = await anna.crypto.getUserVerificationStatus(bot.userId)
        return found.isCrossSigningVerified() ? found : undefined
      })
      expect(status.isVerified()).toBe(true)
      await waitFor(() =>
        bot.reports.some((report) => report.kind === 'verification' && report.outcome === 'done')
          ? true
          : undefined,
      )
    },
  )

  it("is declined if it is another session of the bot's own account", async () => {
    const account = await createAccount(homeserver, 'bot')
    await using bot = await EchoDevice.start({ homeserver, account })
    await using intruder = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, account))
    await intruder.crypto.userHasCrossSigningKeys(undefined, true)
    const request = await intruder.crypto.requestDeviceVerification(bot.userId, bot.deviceId)
    await waitFor(() => (request.phase === VerificationPhase.Cancelled ? true : undefined))
    expect(await intruder.crypto.isCrossSigningReady()).toBe(false)
    expect(bot.reports).toContainEqual({ kind: 'verification', user: bot.userId, outcome: 'declined' })
  })
})
