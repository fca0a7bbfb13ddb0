import { afterAll, beforeAll, expect, it } from 'vitest'
import { botName, TestBot } from './bot.ts'
import { inReplyTo, inThread } from './events.ts'
import type { MatrixEvent } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'
import { Transcript } from './transcript.ts'

const contact = { name: { de: 'Service Desk', en: 'Service Desk' }, email: 'servicedesk@example.org' }

const mail = `---------- Weitergeleitete Nachricht ----------
Von: Frauke Beispiel <frauke.beispiel@example.org>
An: servicedesk@example.org
Betreff: Fragen zum Softphone

Sehr geehrte Damen und Herren,

seit letzter Woche habe ich statt meines Tischtelefons das Softphone. Warum muss ich mich dort eigentlich zweimal anmelden? Und ist der grüne Punkt, an dem alle sehen, ob ich am Platz bin, von Anfang an eingeschaltet? Außerdem wüsste ich gern, was ein Gespräch ins Ausland kostet.

Mit freundlichen Grüßen
Frauke Beispiel`

describeOnHomeserver('a week of a helpdesk', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let carla: Person
  let helpdesk: string
  let desk: string
  let annas: string
  let bens: string
  let transcript: Transcript
  /** How far the bot's clock has moved on between messages, so that each has been seen before the next is written. */
  let passed = 0

  const register = async (name: string) => {
    const person = await Person.register(homeserver, name.toLowerCase())
    await person.call('PUT', `/profile/${encodeURIComponent(person.userId)}/displayname`, {
      displayname: name,
    })
    return person
  }

  beforeAll(async () => {
    bot = await TestBot.create(homeserver)
    const people = {
      Anna: await register('Anna'),
      Ben: await register('Ben'),
      Carla: await register('Carla'),
    }
    ;({ Anna: anna, Ben: ben, Carla: carla } = people)
    helpdesk = await anna.createRoom({ name: 'IT-Helpdesk', invite: [ben.userId, bot.userId] })
    await ben.join(helpdesk)
    desk = await carla.createRoom({ name: 'Service Desk', invite: [bot.userId] })
    const handOver = { room: desk, ticketUrl: 'https://tickets.example.org/{ticket}' }
    bot.configure(homeserver.url, { helpdesk: [helpdesk], config: { handOver, contact } })
    await bot.startWithOwnKnowledge({ now: () => Date.now() + passed })
    annas = await anna.createDirectRoom(bot.userId)
    bens = await ben.createDirectRoom(bot.userId)
    const names = new Map(
      [...Object.entries(people), [botName, bot] as const].map(([name, { userId }]) => [userId, name]),
    )
    transcript = new Transcript(
      [
        { id: helpdesk, title: 'Raum „IT-Helpdesk“', watcher: anna },
        { id: annas, title: 'Anna und der Bot', watcher: anna },
        { id: bens, title: 'Ben und der Bot', watcher: ben },
        { id: desk, title: 'Raum „Service Desk“', watcher: carla },
      ],
      (userId) => names.get(userId) ?? userId,
    )
  })
  afterAll(async () => {
    await bot[Symbol.asyncDispose]()
  })

  /** Waits until the bot has done so much in each room. */
  const until = (expected: Readonly<Record<string, number>>) => transcript.until(bot.userId, expected)
  const once = (roomId: string) => until({ [roomId]: 1 })
  const lastOwn = async (roomId: string, by: Person): Promise<MatrixEvent> => {
    const own = (await by.timeline(roomId)).filter(
      ({ sender, type, content }) =>
        sender === bot.userId && type === 'm.room.message' && content['m.new_content'] === undefined,
    )
    const last = own.at(-1)
    if (last === undefined) throw new Error('the bot has said nothing there')
    return last
  }
  /** Says something and waits for what the bot does about it. */
  const say = async (
    by: Person,
    roomId: string,
    text: string,
    reactions: Readonly<Record<string, number>> = { [roomId]: 1 },
    extra = {},
  ) => {
    passed += 5_000
    const eventId = await by.say(roomId, text, extra)
    await until(reactions)
    return eventId
  }
  const nothing = {}

  const monday = async () => {
    await until({ [helpdesk]: 1, [annas]: 1, [bens]: 1, [desk]: 1 })
    await say(ben, helpdesk, 'Guten Morgen zusammen, ich bin ab heute wieder im Büro.', nothing)
    await say(anna, helpdesk, 'Wo stehen eigentlich die Server von Webex?')
    const answer = await lastOwn(helpdesk, anna)
    await say(ben, helpdesk, 'Danke, das hatte ich mich auch gefragt.', nothing, inReplyTo(answer.event_id))
    await say(anna, helpdesk, 'Gilt das auch für den Chat?', { [helpdesk]: 1 }, inThread(answer.event_id))
    await say(ben, helpdesk, 'Kommt jemand mit in die Mensa?', nothing)
    await say(ben, helpdesk, 'hilfe')
    await say(ben, helpdesk, `${botName}: Was kostet ein Gespräch ins Ausland?`)
    transcript.endDay('Montag')
  }

  const tuesday = async () => {
    await say(anna, annas, 'Hallo!')
    await say(anna, annas, 'Ist die Statusanzeige von Anfang an eingeschaltet?')
    await say(anna, annas, 'quelle')
    await say(anna, annas, 'und wie ist das am Handy?', { [annas]: 2 })
    await say(anna, annas, 'nein danke')
    const typo = await say(anna, annas, 'Wo werden meine Kontackte gespeichert?')
    await anna.edit(annas, typo, 'Wo werden meine selbst angelegten Kontakte gespeichert?')
    await until(nothing)
    await say(anna, annas, 'super, danke!')
    await anna.sendEvent(annas, 'm.room.message', {
      msgtype: 'm.image',
      body: 'bildschirm.png',
      url: 'mxc://example.org/abc',
    })
    await once(annas)
    await say(anna, annas, 'Gehen meine Daten in die USA?')
    await say(anna, annas, 'nein')
    await say(anna, annas, 'ok, das hilft mir')
    await say(anna, annas, 'Kann Cisco meine Telefonate mithören?')
    await say(anna, annas, 'das meinte ich nicht', { [annas]: 2 })
    await say(anna, annas, 'nein')
    transcript.endDay('Dienstag')
  }

  const wednesday = async () => {
    await say(anna, annas, 'Wie lange werden meine Anruflisten aufgehoben?', { [annas]: 2 })
    await say(anna, annas, 'ja', { [annas]: 1, [desk]: 1 })
    const post = await lastOwn(desk, carla)
    await say(carla, desk, '// Weiß das jemand von der Telefonie?', nothing, inThread(post.event_id))
    await say(carla, desk, 'Ticket 4711', { [annas]: 1, [desk]: 1 }, inThread(post.event_id))
    await say(
      carla,
      desk,
      'Guten Tag, auf den TU-Servern werden sie nach sieben Tagen gelöscht.',
      { [annas]: 1, [desk]: 1 },
      inThread(post.event_id),
    )
    const relayed = await lastOwn(annas, anna)
    await say(
      anna,
      annas,
      'Gilt das auch für verpasste Anrufe?',
      { [annas]: 1, [desk]: 1 },
      inReplyTo(relayed.event_id),
    )
    await say(carla, desk, 'Ja, für alle.', { [annas]: 1, [desk]: 1 }, inThread(post.event_id))
    await say(anna, annas, 'Danke!')
    await say(carla, desk, 'fertig', { [annas]: 1, [desk]: 1 }, inThread(post.event_id))
    transcript.endDay('Mittwoch')
  }

  const thursday = async () => {
    await say(ben, bens, 'Hello')
    await say(ben, bens, 'Which of my personal data are sent to the Webex cloud?')
    await say(ben, bens, 'thanks!')
    await say(ben, bens, mail, { [bens]: 2 })
    await say(ben, bens, 'entwurf')
    await say(ben, bens, 'Was läuft über die Cloud?', { [bens]: 4 })
    await say(ben, bens, '1')
    transcript.endDay('Donnerstag')
  }

  const friday = async () => {
    await say(ben, bens, 'themen')
    await say(ben, bens, 'hilfe')
    await say(ben, bens, 'Sind Sie eine KI?')
    const asked = await say(ben, bens, 'Mein Headset geht nicht, was nun?', { [bens]: 2 })
    await ben.edit(bens, asked, 'Muss ich mich zweimal anmelden?')
    await until({ [bens]: 2 })
    await say(ben, bens, 'Danke, ich probiere das mal aus.')
    await say(ben, bens, 'Schönes Wochenende!')
    await say(anna, annas, '👍')
    await say(anna, helpdesk, 'Schönes Wochenende euch allen!', nothing)
    transcript.endDay('Freitag')
  }

  // Whoever changes what the bot says or answers reads the new transcript as a stranger would; `-u` writes it.
  it('reads like one among colleagues', { timeout: 120_000, retry: 0 }, async () => {
    for (const day of [monday, tuesday, wednesday, thursday, friday]) await day()
    await expect(transcript.toString()).toMatchFileSnapshot('week.txt')
  })
})
