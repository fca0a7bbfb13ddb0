import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { filesIn } from '../../support/files-in.ts'
import { TestBot } from '../bot.ts'
import { describeOnHomeserver } from '../homeserver.ts'
import { waitFor } from '../person.ts'
import { bodyOf, EncryptedPerson } from './encrypted-person.ts'

const question = 'Wie lange werden meine Anruflisten aufgehoben?'
const offer = 'Soll ich Ihre Frage an den Service Desk weitergeben?'
const closed = 'Die Verbindung zu dieser Frage ist beendet.'

describeOnHomeserver('a question from an encrypted direct message', (homeserver) => {
  it('is handed over, talked about over a restart, and closed, encrypted on both sides and without a trace', async () => {
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using agent = await EncryptedPerson.register(homeserver, 'agent')
    const desk = await agent.createEncryptedRoom([bot.userId])
    bot.configure(homeserver.url, { config: { handOver: { room: desk } } })
    await bot.start()
    await agent.waitForMembership(desk, bot.userId, 'join')
    const direct = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.waitForMembership(direct, bot.userId, 'join')

    const asked = await anna.say(direct, `${question} Gruß, Zwetschge`)
    const declined = await anna.waitForText(direct, bot.userId, (body) => body.includes(offer))
    await anna.edit(direct, asked, question)
    await waitFor(() => (declined.replacingEvent() === null ? undefined : true))
    await anna.react(direct, declined.getId() ?? '', '✅')
    const post = await agent.waitForText(desk, bot.userId, (body) => body.includes(`> ${question}`))
    expect(bodyOf(post)).not.toContain('Zwetschge')
    expect(post.getWireType()).toBe('m.room.encrypted')
    expect(await agent.crypto.getEncryptionInfoForEvent(post)).toMatchObject({ shieldColour: 0 })
    await anna.waitForText(direct, bot.userId, (body) => body.includes('Ich habe Ihre Frage an'))

    await bot.stop()
    const root = post.getId() ?? ''
    const answer = await agent.sayInThread(desk, root, 'Dreißig Tage lang')
    await bot.start()
    const relayed = await anna.waitForText(direct, bot.userId, (body) => body.includes('Dreißig'))
    expect(bodyOf(relayed)).toBe('Service Desk: Dreißig Tage lang')
    expect(relayed.getWireType()).toBe('m.room.encrypted')
    await agent.edit(desk, answer, 'Vierzig Tage lang')
    await waitFor(() => (bodyOf(relayed) === 'Service Desk: Vierzig Tage lang' ? true : undefined))
    await anna.reply(direct, relayed.getId() ?? '', 'Vielen Dank, Mopsgedackel')
    const back = await agent.waitForText(desk, bot.userId, (body) => body.includes('Mopsgedackel'))
    // Without a display name of her own, the homeserver shows the person by the local part of her id.
    const name = anna.userId.slice(1, anna.userId.indexOf(':'))
    expect(bodyOf(back)).toBe(`${name}: Vielen Dank, Mopsgedackel`)
    expect(back.getWireContent()['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root })

    await agent.sayInThread(desk, root, 'fertig')
    await anna.waitForText(direct, bot.userId, (body) => body.includes(closed))
    await agent.waitForText(desk, bot.userId, (body) => body.includes(closed))
    await bot.stop()
    for (const file of filesIn(path.join(bot.directory.path, 'state'))) {
      for (const word of ['Anruflisten', 'Zwetschge', 'Dreißig', 'Vierzig', 'Mopsgedackel'])
        expect(readFileSync(file).includes(word), `${word} in ${file}`).toBe(false)
    }
    expect(bot.log.join('')).not.toMatch(/Anruflisten|Zwetschge|Dreißig|Vierzig|Mopsgedackel|@anna|@agent/)
  })

  it('is offered to nobody whose words would be read in clear there', async () => {
    await using bot = await TestBot.create(homeserver)
    await using anna = await EncryptedPerson.register(homeserver, 'anna')
    await using agent = await EncryptedPerson.register(homeserver, 'agent')
    const desk = await agent.createPlainRoom([bot.userId])
    await bot.configure(homeserver.url, { config: { handOver: { room: desk } } }).start()
    await agent.waitForMembership(desk, bot.userId, 'join')
    const direct = await anna.createEncryptedRoom([bot.userId], { isDirect: true })
    await anna.say(direct, question)
    const declined = await anna.waitForText(direct, bot.userId, (body) =>
      body.includes('sagt der Hinweis nicht'),
    )
    expect(bodyOf(declined)).not.toContain(offer)
  })
})
