import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { Database } from '../../src/storage/database.ts'
import { Statistics } from '../../src/storage/statistics.ts'
import { filesIn } from '../support/files-in.ts'
import { TestBot } from './bot.ts'
import { bodyOf } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'

describeOnHomeserver('after a long conversation', (homeserver) => {
  it('neither the state directory nor the log holds anything that was said, or by whom it was called', async () => {
    await using bot = await TestBot.create(homeserver)
    const anna = await Person.register(homeserver, 'anna')
    const ben = await Person.register(homeserver, 'ben')
    await anna.call('PUT', `/profile/${encodeURIComponent(anna.userId)}/displayname`, {
      displayname: 'Annegret Zwiebelfisch',
    })
    const room = await anna.createRoom({ name: 'Zimmer Quittengelee', invite: [ben.userId, bot.userId] })
    await ben.join(room)
    const config = { statistics: { gaps: true } }
    await bot.configure(homeserver.url, { helpdesk: [room], config }).start()
    const direct = await anna.createDirectRoom(bot.userId)
    for (const roomId of [room, direct]) await anna.waitForMembership(roomId, bot.userId, 'join')

    const asked = await anna.say(room, `${question} Ich meine die mit dem Purpurschnabel.`)
    const answer = await anna.waitForReply(room, asked, bot.userId)
    await ben.say(room, 'Heute gibt es Zwetschgenkuchen in der Teeküche.')
    await anna.edit(room, asked, `Wer ist der Anbieter von Webex? Gruß, der Dudelsackpfeifer`)
    await anna.react(room, answer.event_id, '👎')
    const mail = ['Liebe Frau Klabautermann,', question, 'Und wie wird morgen das Wetter in Bautzen?'].join(
      '\n',
    )
    const mailed = await anna.say(direct, mail)
    await anna.waitForReply(direct, mailed, bot.userId)
    const unclear = await anna.say(direct, 'Was läuft über die Cloud?')
    await anna.waitForReply(direct, unclear, bot.userId)
    await anna.say(direct, '1')
    for (const command of [
      'entwurf: Wo stehen die Server? Euer Mopsgedackel',
      'quelle',
      'datenschutz',
      'hilfe',
    ]) {
      const given = await anna.say(direct, command)
      await anna.waitForReply(direct, given, bot.userId)
    }
    const regretted = await anna.say(direct, `${question} Schnickschnack`)
    const toBeRemoved = await anna.waitForReply(direct, regretted, bot.userId)
    await anna.redact(direct, regretted)
    await waitFor(async () =>
      Object.keys((await anna.event(direct, toBeRemoved.event_id)).content).length === 0 ? true : undefined,
    )
    const answers = [...(await anna.timeline(room)), ...(await anna.timeline(direct))]
    expect(answers.filter((event) => bodyOf(event).includes('Frankfurt')).length).toBeGreaterThan(1)
    const ignored = await ben.say(room, 'Kann mir jemand sagen, was ein Headset für den Ziegenbock kostet?')
    const after = await ben.mention(room, bot.userId, 'hilfe')
    await ben.waitForReply(room, after, bot.userId)
    expect(JSON.stringify(await ben.timeline(room))).not.toContain(
      `"m.in_reply_to":{"event_id":"${ignored}"}`,
    )
    await bot.stop()
    expect(openQuestions(path.join(bot.directory.path, 'state'))).toEqual(['open-named 1'])

    const words = [
      ...['Purpurschnabel', 'Zwetschgenkuchen', 'Dudelsack', 'Klabautermann', 'Bautzen', 'Mopsgedackel'],
      ...['Schnickschnack', 'Server', 'Frankfurt', 'Teeküche', 'Was läuft über die Cloud', 'Meinten Sie'],
      ...['Ziegenbock', 'Zwiebelfisch', 'Quittengelee', '127.0.0.1'],
    ]
    const log = bot.log.join('\n')
    for (const word of words) expect(log, word).not.toContain(word)
    expect(log).not.toContain(anna.userId)
    const files = filesIn(path.join(bot.directory.path, 'state'))
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const content = readFileSync(file)
      // The address in the session is the homeserver's, not a person's.
      for (const word of words.slice(0, -1)) expect(content.includes(word), `${word} in ${file}`).toBe(false)
    }
  })
})

/** The counts of questions without an answer, by reason. */
function openQuestions(state: string): readonly string[] {
  using database = Database.openForReading(state)
  return new Statistics(database, Date.now)
    .daily(0)
    .filter(({ measure }) => measure.startsWith('open-'))
    .map(({ measure, number }) => `${measure} ${number}`)
}
