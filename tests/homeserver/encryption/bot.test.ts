import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { EventType, type MatrixEvent } from 'matrix-js-sdk'
import { expect, it } from 'vitest'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { filesIn } from '../../support/files-in.ts'
import { botName, TestBot } from '../bot.ts'
import { describeOnHomeserver, type Homeserver } from '../homeserver.ts'
import { waitFor } from '../person.ts'
import { answeredBy, EncryptedPerson, bodyOf } from './encrypted-person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const passage = 'primär in Frankfurt (M.) und sekundär in Amsterdam'

describeOnHomeserver('the bot in encrypted rooms', (homeserver) => {
  it('answers a direct message with a signed device, and leaves no text behind', async () => {
    await using scene = await meet(homeserver)
    const { bot, anna, roomId } = scene
    await anna.say(roomId, question)
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body.includes(passage))
    expect(answer.getWireType()).toBe('m.room.encrypted')
    expect(await anna.crypto.getEncryptionInfoForEvent(answer)).toMatchObject({ shieldColour: 0 })
    await bot.stop()
    for (const file of filesIn(path.join(bot.directory.path, 'state'))) {
      expect(readFileSync(file).includes('Server von Webex'), file).toBe(false)
      expect(readFileSync(file).includes('Frankfurt'), file).toBe(false)
    }
    expect(bot.log.join('')).not.toMatch(/Webex|Frankfurt/)
  })

  it('follows a question that is edited, picked from suggestions, or redacted', async () => {
    await using scene = await meet(homeserver)
    const { bot, anna, roomId } = scene
    const asked = await anna.say(roomId, 'Was läuft über die Cloud?')
    const suggestion = await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('Meinten Sie'))
    await anna.react(roomId, suggestion.getId() ?? '', '2️⃣')
    const chosen = await anna.waitForText(roomId, bot.userId, (body) => body.includes('> '))
    await anna.edit(roomId, asked, question)
    await waitFor(() => (bodyOf(suggestion).includes(passage) ? true : undefined))
    await anna.waitForRedaction(roomId, chosen.getId() ?? '')
    await anna.client.redactEvent(roomId, asked)
    await anna.waitForRedaction(roomId, suggestion.getId() ?? '')
  })

  it('doubles nothing when a power cut takes back which questions it has answered', async () => {
    await using scene = await meet(homeserver)
    const { bot, anna, roomId } = scene
    await anna.say(roomId, 'Wer ist der Anbieter von Webex?')
    await anna.waitForText(roomId, bot.userId, (body) => body.includes('Sammelbegriff'))
    const powerCut = bot.rememberDisk()
    await anna.say(roomId, question)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    await bot.stop()

    powerCut()
    await anna.say(roomId, 'Gibt es auch Festnetztelefone?')
    const before = anna.texts(roomId, bot.userId).length
    await bot.start()
    await waitFor(() => (anna.texts(roomId, bot.userId).length > before ? true : undefined))
    expect(anna.texts(roomId, bot.userId).filter((event) => isAnswer(bodyOf(event)))).toHaveLength(1)
  })

  it('follows what was edited and redacted while it was down, and goes on in a thread', async () => {
    await using scene = await meet(homeserver)
    const { bot, anna, roomId } = scene
    const provider = await anna.say(roomId, 'Wer ist der Anbieter von Webex?')
    const changed = await anna.waitForText(roomId, bot.userId, (body) => body.includes('Sammelbegriff'))
    const asked = await anna.say(roomId, question)
    const removed = await anna.waitForText(roomId, bot.userId, isAnswer)
    await bot.stop()
    await anna.edit(roomId, provider, question)
    await anna.client.redactEvent(roomId, asked)
    await bot.start()
    await waitFor(() => (isAnswer(bodyOf(changed)) ? true : undefined))
    await anna.waitForRedaction(roomId, removed.getId() ?? '')

    // Said in so many words: the client calls threads by another name where the homeserver is too old for them.
    await anna.sayInThread(roomId, changed.getId() ?? '', 'Und was ist mit dem Chat?')
    const isInThread = (event: MatrixEvent) =>
      event.getRelation()?.rel_type === 'm.thread' && event.getRelation()?.event_id === changed.getId()
    const inThread = await waitFor(() => anna.texts(roomId, bot.userId).find(isInThread))
    expect(bodyOf(inThread)).toContain('Zusatzdienste')
    expect(inThread.getWireType()).toBe('m.room.encrypted')
  })

  it('counts thumbs, offers something else, and has its answer removed by support staff', async () => {
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using ben = await EncryptedPerson.register(homeserver, 'ben')
    const room = await anna.createEncryptedRoom([bot.userId, ben.userId])
    await ben.join(room)
    const config = { support: { members: [ben.userId] } }
    await bot.configure(homeserver.url, { helpdesk: [room], config }).start()
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(roomId, 'Gehen meine Daten in die USA?')
    const answer = await anna.waitForText(roomId, bot.userId, (body) => body.startsWith('>'))
    await anna.react(roomId, answer.getId() ?? '', '👎')
    const offer = await anna.waitForText(roomId, bot.userId, (body) =>
      body.startsWith('Danke für die Rückmeldung'),
    )
    await anna.react(roomId, offer.getId() ?? '', '👎')
    await anna.waitForText(roomId, bot.userId, (body) =>
      body.startsWith('Mehr habe ich dazu im Hinweis nicht gefunden'),
    )
    expect(bot.log.join('')).toContain('"entry":"softphone/us-uebermittlung","helpful":false')

    await anna.waitForMembership(room, bot.userId, 'join')
    await anna.say(room, question)
    const inRoom = await ben.waitForText(room, bot.userId, isAnswer)
    await ben.react(room, inRoom.getId() ?? '', '🗑️')
    await ben.waitForRedaction(room, inRoom.getId() ?? '')
  })

  it('answers in a helpdesk room of three, and after a restart what was asked meanwhile', async () => {
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using ben = await EncryptedPerson.register(homeserver, 'ben')
    await using cleo = await EncryptedPerson.register(homeserver, 'cleo')
    await using bot = await TestBot.create(homeserver)
    const roomId = await anna.createEncryptedRoom([bot.userId, ben.userId])
    bot.configure(homeserver.url, { helpdesk: [roomId] })
    await bot.start()
    await ben.join(roomId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.say(roomId, question)
    for (const person of [anna, ben]) await person.waitForText(roomId, bot.userId, isAnswer)
    await bot.stop()

    await anna.client.invite(roomId, cleo.userId)
    await cleo.join(roomId)
    await ben.say(roomId, question)
    await bot.start()
    await cleo.waitForText(roomId, bot.userId, isAnswer)
    const answers = () => anna.texts(roomId, bot.userId).map(bodyOf).filter(isAnswer)
    await waitFor(() => (answers().length > 1 ? true : undefined))
    expect(answers()).toHaveLength(2)
  })

  it('tells a person once, in a direct message, that their key was withheld', async () => {
    await using bot = await TestBot.create(homeserver)
    await bot.configure(homeserver.url).start()
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    anna.crypto.globalBlacklistUnverifiedDevices = true
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.say(roomId, question)
    await anna.say(roomId, 'Und jetzt?')
    await anna.waitForText(roomId, bot.userId, isUnreadable)
    anna.crypto.globalBlacklistUnverifiedDevices = false
    await anna.crypto.forceDiscardSession(roomId)
    await anna.say(roomId, question)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    expect(anna.texts(roomId, bot.userId).map(bodyOf).filter(isUnreadable)).toHaveLength(1)
  })

  it('answers after a restart what it could not read before, once the key is there', async () => {
    await using scene = await awaitingKey(homeserver)
    const { bot, anna, roomId, release } = scene
    await release()
    await bot.start()
    await anna.waitForText(roomId, bot.userId, isAnswer)
  })

  it('tells a person once that a key is long in coming, and answers when it comes after all', async () => {
    await using started = await awaitingKey(homeserver)
    const { bot, anna, roomId, release } = started
    await bot.start({ now: later(3 * minuteMs) })
    await anna.waitForText(roomId, bot.userId, isUnreadable)
    await bot.stop()
    await bot.start({ now: later(4 * minuteMs) })
    await release()
    await anna.waitForText(roomId, bot.userId, isAnswer)
    expect(anna.texts(roomId, bot.userId).map(bodyOf).filter(isUnreadable)).toHaveLength(1)
  })

  it('counts an event as undecryptable when it is too old for its key to matter', async () => {
    await using started = await awaitingKey(homeserver)
    const { bot, anna, roomId, release } = started
    await bot.start({ now: later(1_000 * 60 * minuteMs) })
    await waitFor(() => (bot.log.join('').includes('event cannot be decrypted') ? true : undefined))
    await bot.stop()
    await bot.start()
    await release()
    const again = await anna.say(roomId, question)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    const answers = anna.texts(roomId, bot.userId).filter((event) => isAnswer(bodyOf(event)))
    expect(answers.map(answeredBy)).toEqual([again])
  })
})

describeOnHomeserver('the state directory of a bot', (homeserver) => {
  it('is refused when it is a copy that was made while the bot ran on', async () => {
    await using scene = await meet(homeserver)
    const { bot, anna, roomId } = scene
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await using copy = TestBot.copyOf(bot)
    await anna.say(roomId, question)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    await bot.stop()
    await expect(copy.configure(homeserver.url).start()).rejects.toThrow(/older copy/)
    await bot.start()
    await anna.say(roomId, question)
    await waitFor(() => (anna.texts(roomId, bot.userId).map(bodyOf).filter(isAnswer)[1] ? true : undefined))
  })

  it('says nothing of what was written before it came, also where people go on about it', async () => {
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const roomId = await anna.createEncryptedRoom([])
    const root = await anna.say(roomId, 'Anfang')
    await bot.configure(homeserver.url, { helpdesk: [roomId] }).start()
    await anna.client.invite(roomId, bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.sayInThread(roomId, root, 'Wer kommt mit essen?')
    await anna.reply(roomId, root, 'Ach so.')
    await anna.sayInThread(roomId, root, question)
    await waitFor(() => (anna.texts(roomId, bot.userId).map(bodyOf).some(isAnswer) ? true : undefined))
    // The first is the greeting.
    expect(anna.texts(roomId, bot.userId)).toHaveLength(2)
  })

  it('reads a room whose encryption was turned on later', async () => {
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await bot.configure(homeserver.url).start()
    const roomId = await anna.createPlainRoom([bot.userId])
    await anna.waitForMembership(roomId, bot.userId, 'join')
    const encryption = { algorithm: 'm.megolm.v1.aes-sha2' } as const
    await anna.client.sendStateEvent(roomId, EventType.RoomEncryption, encryption)
    await waitFor(() => anna.client.getRoom(roomId)?.hasEncryptionStateEvent() || undefined)
    await anna.say(roomId, question)
    const answer = await anna.waitForText(roomId, bot.userId, isAnswer)
    expect(answer.getWireType()).toBe('m.room.encrypted')
  })

  it('says nothing in clear that it could not send before encryption was turned on', async () => {
    await using proxy = await startFaultProxy(homeserver.url, ({ path: asked }) =>
      asked.includes('/send/m.room.message/') ? 'html-502' : 'pass',
    )
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await bot.configure(proxy.url).start()
    const roomId = await anna.createPlainRoom([bot.userId])
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.say(roomId, question)
    await waitFor(() => (proxy.counts.has('html-502') ? true : undefined))
    const encryption = { algorithm: 'm.megolm.v1.aes-sha2' } as const
    await anna.client.sendStateEvent(roomId, EventType.RoomEncryption, encryption)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    // The greeting and the answer.
    const types = anna.texts(roomId, bot.userId).map((event) => event.getWireType())
    expect(types).toEqual(['m.room.encrypted', 'm.room.encrypted'])
  })

  it('serves one process only: a second one ends, and tells which holds it', async () => {
    await using bot = await TestBot.create(homeserver)
    await bot.configure(homeserver.url).start()
    const second = spawn(process.execPath, ['src/main.ts', 'run', '--config', bot.configFile], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const exit = once(second, 'exit')
    const said = await text(second.stderr)
    expect(await exit).toEqual([1, null])
    expect(said).toContain(`in use by another process (${process.pid})`)
    expect(said).toContain('Stop that process first')
  })

  it('serves one of two bots only: the one that is overtaken stops', async () => {
    await using bot = await TestBot.create(homeserver)
    await bot.configure(homeserver.url).start()
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true, rotationMessages: 1 })
    // The bot's introduction has to be out before, as it uses the ratchets.
    await anna.waitForText(roomId, bot.userId, (body) => body.includes(botName))
    await using copy = TestBot.copyOf(bot)
    await copy.configure(homeserver.url).start()
    await anna.say(roomId, question)
    await expect(bot.finished).rejects.toThrow(/older copy/)
    await anna.waitForText(roomId, bot.userId, isAnswer)
    expect(anna.undecryptable(roomId)).toEqual([])
  })
})

const minuteMs = 60_000
const later = (ms: number) => () => Date.now() + ms

/** A bot and a person, in an encrypted room of the two. */
async function meet(homeserver: Homeserver) {
  const resources = new AsyncDisposableStack()
  const bot = resources.use(await TestBot.create(homeserver))
  await bot.configure(homeserver.url).start()
  const anna = resources.use(await EncryptedPerson.register(homeserver, 'anna'))
  const roomId = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
  return { bot, anna, roomId, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** A stopped bot that has got a question, but not its key. */
async function awaitingKey(homeserver: Homeserver) {
  const scene = await meet(homeserver)
  const { bot, anna, roomId } = scene
  await anna.waitForMembership(roomId, bot.userId, 'join')
  const release = anna.holdKeysBack()
  await anna.say(roomId, question)
  await waitFor(() => (bot.log.join('').includes('event waits for its key') ? true : undefined))
  await bot.stop()
  return { ...scene, release }
}

const isUnreadable = (body: string) => body.includes('konnte ich nicht lesen')
const isAnswer = (body: string) => body.includes(passage)
