import {
  VerificationPhase,
  VerifierEvent,
  type ShowSasCallbacks,
  type VerificationRequest,
  type Verifier,
} from 'matrix-js-sdk/lib/crypto-api/index.js'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Fetch } from '../../../src/matrix/client/transport.ts'
import type { EventId, RoomId, UserId } from '../../../src/matrix/ports/ids.ts'
import { tinyCore } from '../../support/tiny-core.ts'
import { TestBot } from '../bot.ts'
import { describeOnHomeserver } from '../homeserver.ts'
import { createAccount, loginAgain, Person, waitFor } from '../person.ts'
import { EchoDevice } from './echo-device.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

/** The person's verdict once they have looked at their emoji and those of the bot. */
type Verdict = (shown: readonly string[]) => Promise<'match' | 'mismatch'>

/** Compares emoji as Element does: shows them, and waits until the person says whether they match. Gives what was shown. */
async function compareEmoji(request: VerificationRequest, verdict: Verdict): Promise<string[]> {
  await waitFor(() => (request.phase === VerificationPhase.Ready ? true : undefined))
  const verifier = await request.startVerification('m.sas.v1')
  const shown: string[] = []
  const compare = (sas: ShowSasCallbacks) => {
    shown.push(...(sas.sas.emoji ?? []).map(([symbol]) => symbol))
    verdict(shown).then(
      (found) => {
        if (found === 'match') void sas.confirm()
        else sas.mismatch()
      },
      () => {
        sas.cancel()
      },
    )
  }
  // The emoji may be there before the answer to what was sent to begin.
  const early = verifier.getShowSasCallbacks()
  if (early === null) verifier.on(VerifierEvent.ShowSas, compare)
  else compare(early)
  await finished(request, verifier)
  return shown
}

/**
 * Resolves when both sides have confirmed. The client refers to a request only weakly, as an app shows it all the while; here nothing
 * else would keep it from being collected, and all that waits for it.
 */
async function finished(request: VerificationRequest, verifier: Verifier): Promise<void> {
  const isOver = () =>
    request.phase === VerificationPhase.Done || request.phase === VerificationPhase.Cancelled
  await Promise.all([verifier.verify(), waitFor(() => (isOver() ? true : undefined))])
}

const emojiSeenBy = (bot: EchoDevice) =>
  bot.reports.flatMap((report) =>
    report.kind === 'verification' && report.outcome === 'emoji'
      ? report.emoji.map((emoji) => emoji.split(' ')[0])
      : [],
  )

const somethingOf = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined)

describeOnHomeserver('a person who verifies the bot', (homeserver) => {
  /** A device that answers, and somebody who has an identity and has spoken with it. */
  async function acquaint() {
    const bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    const anna = await EncryptedPerson.register(homeserver, 'anna')
    await anna.makeIdentity()
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Guten Tag')
    await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Echo'))
    const resources = new AsyncDisposableStack()
    resources.use(bot)
    resources.use(anna)
    return { bot, anna, roomId, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  }

  it.each([
    ['in their room', 'at once'],
    ['from device to device', 'at once'],
    ['in their room', 'late'],
    ['from device to device', 'late'],
  ])('sees the same emoji as the operator, %s, if the homeserver answers them %s', async (way, when) => {
    await using pair = await acquaint()
    const { bot, anna, roomId } = pair
    // Her client then knows later than the bot that her key has arrived, and takes no confirmation before.
    if (when === 'late') anna.answerLate('/m.key.verification.key/', 1_000)
    const request =
      way === 'in their room'
        ? await anna.crypto.requestVerificationDM(bot.userId, roomId)
        : await anna.crypto.requestDeviceVerification(bot.userId, bot.deviceId)
    const shown = await compareEmoji(request, async (emoji) => {
      // Nothing further comes from the person's client before they have compared.
      expect(await waitFor(() => somethingOf(emojiSeenBy(bot)))).toEqual(emoji)
      return 'match'
    })
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
  })

  it('finds that they differ from those in the log, and the operator sees that, too', async () => {
    await using pair = await acquaint()
    const { bot, anna, roomId } = pair
    const request = await anna.crypto.requestVerificationDM(bot.userId, roomId)
    const compared = compareEmoji(request, async (emoji) => {
      expect(await waitFor(() => somethingOf(emojiSeenBy(bot)))).toEqual(emoji)
      return 'mismatch'
    })
    await expect(compared).rejects.toThrow()
    expect(emojiSeenBy(bot)).toHaveLength(7)
    const outcomes = () =>
      bot.reports.flatMap((report) => (report.kind === 'verification' ? [report.outcome] : []))
    await waitFor(() => (outcomes().includes('mismatched') ? true : undefined))
    expect(outcomes()).toEqual(['emoji', 'mismatched'])
  })

  it("is declined if it is another session of the bot's own account", async () => {
    const account = await createAccount(homeserver, 'bot')
    // The request comes while the homeserver is still asked what session that is.
    const slow: Fetch = async (url, init) => {
      const response = await fetch(url, init)
      if (url.endsWith('/keys/query')) await setTimeout(1_000)
      return response
    }
    await using bot = await EchoDevice.start({ homeserver, account, fetch: slow })
    await using intruder = await EncryptedPerson.login(homeserver, await loginAgain(homeserver, account))
    await intruder.crypto.userHasCrossSigningKeys(undefined, true)
    const request = await intruder.crypto.requestDeviceVerification(bot.userId, bot.deviceId)
    await waitFor(() => (request.phase === VerificationPhase.Cancelled ? true : undefined))
    expect(await intruder.crypto.isCrossSigningReady()).toBe(false)
    await waitFor(() => (bot.reports.some(({ kind }) => kind === 'verification') ? true : undefined))
    expect(bot.reports).toContainEqual({ kind: 'verification', user: bot.userId, outcome: 'declined' })
  })

  it('is told that it took too long, if the bot was away when they asked', async () => {
    await using bot = await EchoDevice.start({ homeserver, account: await createAccount(homeserver, 'bot') })
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const [roomId, user] = ['!room:staff.test' as RoomId, anna.userId as UserId]
    const request = (to: string, eventId: string) => ({
      ...{ roomId, sender: user, eventId: eventId as EventId, type: 'm.room.message' },
      timestamp: Date.now() - 11 * 60_000,
      content: {
        ...{ msgtype: 'm.key.verification.request', body: 'verify me', to, methods: ['m.sas.v1'] },
        from_device: anna.account.deviceId,
      },
    })
    bot.encryption.receiveVerification(request('@somebody:staff.test', '$other'))
    bot.encryption.receiveVerification(request(bot.userId, '$old'))
    await waitFor(() => (bot.news.length > 0 ? true : undefined))
    expect(bot.news).toEqual([{ user, roomId, flowId: '$old', reason: 'interrupted' }])
  })
})

const ways = ['in their room', 'from device to device'] as const
const contact = { name: { de: 'Service Desk, Telefon -1234', en: 'Service Desk, phone -1234' } }
const sentence = 'Verifizierung ist nicht zustande gekommen'

describeOnHomeserver('a verification that comes to nothing', (homeserver) => {
  /** The bot, and somebody who has a direct message with it and asks to verify it. */
  async function begin(way: (typeof ways)[number], verificationMethods?: string[]) {
    const bot = (await TestBot.create(homeserver)).configure(homeserver.url, { config: { contact } })
    await bot.start({ core: tinyCore })
    const anna = await EncryptedPerson.register(homeserver, 'anna', {
      ...(verificationMethods && { verificationMethods }),
    })
    await anna.makeIdentity()
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Frage 1')
    await anna.waitForText(roomId, bot.userId, (body) => body === 'Antwort 1')
    const [deviceId = ''] = (await anna.crypto.getUserDeviceInfo([bot.userId])).get(bot.userId)?.keys() ?? []
    const request =
      way === 'in their room'
        ? await anna.crypto.requestVerificationDM(bot.userId, roomId)
        : await anna.crypto.requestDeviceVerification(bot.userId, deviceId)
    const resources = new AsyncDisposableStack()
    resources.use(bot)
    resources.use(anna)
    return { bot, anna, roomId, request, [Symbol.asyncDispose]: () => resources.disposeAsync() }
  }

  const isTold = (body: string) => body.includes(sentence)

  it.each(ways)(
    'is declined with a reason and a sentence if the client cannot compare emoji, %s',
    async (way) => {
      await using begun = await begin(way, ['m.qr_code.scan.v1', 'm.qr_code.show.v1', 'm.reciprocate.v1'])
      const { bot, anna, roomId, request } = begun
      await waitFor(() => (request.phase === VerificationPhase.Cancelled ? true : undefined))
      expect(request.cancellationCode).toBe('m.unknown_method')
      const told = await anna.waitForText(roomId, bot.userId, isTold)
      expect(told.getWireType()).toBe('m.room.encrypted')
      expect(bodyOf(told)).toContain('nur Emojis vergleichen')
    },
  )

  it.each(ways)('is ended with a sentence if the bot was restarted meanwhile, %s', async (way) => {
    await using begun = await begin(way)
    const { bot, anna, roomId, request } = begun
    await waitFor(() => (request.phase === VerificationPhase.Ready ? true : undefined))
    await bot.stop()
    const verifier = await request.startVerification('m.sas.v1')
    const verified = finished(request, verifier)
    await Promise.all([expect(verified).rejects.toThrow(), bot.start({ core: tinyCore })])
    expect(request.cancellationCode).toBe('m.unknown_transaction')
    await anna.waitForText(roomId, bot.userId, isTold)
    expect(anna.texts(roomId, bot.userId).map(bodyOf).filter(isTold)).toHaveLength(1)
  })

  it('is answered with a sentence if it took too long', async () => {
    await using begun = await begin('in their room')
    const { bot, anna, roomId, request } = begun
    await waitFor(() => (request.phase === VerificationPhase.Ready ? true : undefined))
    await new Person(homeserver, anna.account).sendEvent(roomId, 'm.key.verification.cancel', {
      ...{ code: 'm.timeout', reason: 'The verification timed out' },
      'm.relates_to': { rel_type: 'm.reference', event_id: request.transactionId ?? '' },
    })
    const told = await anna.waitForText(roomId, bot.userId, isTold)
    expect(bodyOf(told)).toContain('zu lange gedauert')
  })

  it('has said with whom to compare, as soon as the person sees emoji', async () => {
    await using begun = await begin('from device to device')
    const { bot, anna, roomId, request } = begun
    let told = ''
    const compared = compareEmoji(request, async () => {
      told = bodyOf(await anna.waitForText(roomId, bot.userId, (body) => body.includes('sieben Emojis')))
      return 'mismatch'
    })
    await expect(compared).rejects.toThrow()
    expect(told).toContain('Telefon -1234')
    expect(anna.texts(roomId, bot.userId).map(bodyOf).filter(isTold)).toEqual([])
  })

  it('leaves alone who ends it by themselves', async () => {
    await using begun = await begin('in their room')
    const { bot, anna, roomId, request } = begun
    await waitFor(() => (request.phase === VerificationPhase.Ready ? true : undefined))
    await request.cancel()
    await anna.say(roomId, 'Frage 2')
    await anna.waitForText(roomId, bot.userId, (body) => body === 'Antwort 2')
    expect(anna.texts(roomId, bot.userId).map(bodyOf).filter(isTold)).toEqual([])
  })
})
