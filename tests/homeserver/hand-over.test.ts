import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { TestBot } from './bot.ts'
import { bodyOf, inReplyTo, inThread, relationOf } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

const question = 'Wie lange werden meine Anruflisten aufgehoben?'
const gap = 'Wie lange Daten genau aufbewahrt werden, sagt der Hinweis nicht.'
const offer = 'Soll ich Ihre Frage an den Service Desk weitergeben?'
const closed = 'Die Verbindung zu dieser Frage ist beendet.'

describeOnHomeserver('a question that the notice does not answer', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let ben: Person
  let agent: Person
  let desk: string
  let direct: string
  let child: ChildProcess | undefined

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    ben = await Person.register(homeserver, 'ben')
    agent = await Person.register(homeserver, 'agent')
    desk = await agent.createRoom({ invite: [bot.userId, ben.userId] })
    await ben.join(desk)
  })
  afterEach(async () => {
    await kill()
    child = undefined
    await bot[Symbol.asyncDispose]()
  })

  const configure = (handOver: Readonly<Record<string, unknown>>, url = homeserver.url) =>
    bot.configure(url, { config: { handOver, support: { members: [agent.userId] } } })
  const start = async (handOver: Readonly<Record<string, unknown>> = { room: desk }) => {
    await configure(handOver).start()
    await getTogether()
  }
  const getTogether = async () => {
    direct = await anna.createDirectRoom(bot.userId)
    for (const room of [desk, direct]) await agentOrAnna(room).waitForMembership(room, bot.userId, 'join')
  }
  const live = () => {
    configure({ room: desk })
    child = bot.spawn()
  }
  const kill = async () => {
    if (child === undefined) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  const agentOrAnna = (room: string) => (room === desk ? agent : anna)
  const said = (room: string, text: string) => agentOrAnna(room).hear(bot, room, text)
  /** The display name that the homeserver gives a new account. */
  const nameOf = ({ userId }: Person) => userId.slice(1, userId.indexOf(':'))
  const own = (room: string) => agentOrAnna(room).messagesOf(bot, room)
  /** Asks, and waits for the decline and for the tap that it offers. */
  const ask = async (text = question) => {
    const asked = await anna.say(direct, text)
    const declined = await anna.waitForReply(direct, asked, bot.userId)
    await anna.waitForEvent(direct, (event) => {
      const { event_id: target, key } = relationOf(event)
      return event.sender === bot.userId && target === declined.event_id && key === '✅'
    })
    return { asked, declined }
  }
  const handOver = async () => {
    const { asked, declined } = await ask()
    await anna.react(direct, declined.event_id, '✅')
    return {
      asked,
      post: await said(desk, question),
      confirmed: await said(direct, 'Ich habe Ihre Frage an'),
    }
  }
  /** Whatever was said before is handled once the bot answers this. */
  const settled = async (room: string) => {
    const person = agentOrAnna(room)
    await person.waitForReply(room, await person.mention(room, bot.userId, 'danke'), bot.userId)
  }

  it('stays with the bot by default', async () => {
    await start({})
    const asked = await anna.say(direct, question)
    const declined = await anna.waitForReply(direct, asked, bot.userId)
    expect(bodyOf(declined)).not.toContain(offer)
    await anna.react(direct, declined.event_id, '✅')
    await settled(direct)
    await settled(desk)
    expect((await own(desk)).map(bodyOf).join()).not.toContain('Anruflisten')
    expect((await anna.timeline(direct)).filter(({ type }) => type === 'm.reaction')).toHaveLength(1)
  })

  it('reaches the service desk with the asker’s consent, and both talk until one of them is done', async () => {
    await start()
    const { asked, declined } = await ask()
    expect(bodyOf(declined)).toContain(offer)
    await settled(direct)
    expect((await own(desk)).map(bodyOf).join()).not.toContain('Anruflisten')

    await anna.react(direct, declined.event_id, '✅')
    const post = await said(desk, question)
    expect(bodyOf(post)).toContain(
      `Frage an den Service Desk, weitergegeben mit Zustimmung von: ${nameOf(anna)} (${anna.userId})`,
    )
    expect(bodyOf(post)).toContain(`> ${question}`)
    expect(bodyOf(post)).toContain(gap)
    expect(post.content['formatted_body']).toContain(`<a href="https://matrix.to/#/${anna.userId}">`)
    expect(post.content['m.mentions']).toEqual({})
    const confirmed = await said(direct, 'Ich habe Ihre Frage an')

    await agent.say(desk, 'Wer übernimmt das?')
    await agent.sendEvent(desk, 'm.room.message', {
      ...{ msgtype: 'm.notice', body: 'Ticket 4711 angelegt' },
      ...inThread(post.event_id),
    })
    await agent.say(desk, 'Das dauert\n@room <b>30</b> Tage.', inThread(post.event_id))
    const relayed = await said(direct, 'Das dauert')
    expect(bodyOf(relayed)).toBe('Service Desk: Das dauert\n@\u2060room <b>30</b> Tage.')
    expect(relayed.content['formatted_body']).toContain('@\u2060room &lt;b&gt;30&lt;/b&gt; Tage.')
    expect(relayed.content['m.mentions']).toEqual({})
    expect(relationOf(relayed)).toEqual({ rel_type: 'm.reference', event_id: asked })
    await ben.sendEvent(desk, 'm.room.message', {
      ...{ msgtype: 'm.image', body: 'bild.png', url: 'mxc://x/y' },
      ...inThread(post.event_id),
    })
    await said(direct, 'Service Desk: [Das war kein Text')

    await anna.say(direct, 'Auch die verpassten?', inReplyTo(relayed.event_id))
    const back = await said(desk, 'Auch die verpassten?')
    expect(bodyOf(back)).toBe(`${nameOf(anna)}: Auch die verpassten?`)
    expect(relationOf(back)).toMatchObject({ rel_type: 'm.thread', event_id: post.event_id })
    expect(back.content['m.mentions']).toEqual({})
    await anna.say(direct, 'Und die gelöschten?', inThread(confirmed.event_id))
    await said(desk, 'Und die gelöschten?')
    const other = await anna.say(direct, 'Wo stehen eigentlich die Server von Webex?')
    expect(bodyOf(await anna.waitForReply(direct, other, bot.userId))).toContain('Frankfurt')

    await agent.say(desk, 'Fertig.', inThread(post.event_id))
    for (const room of [desk, direct]) await said(room, closed)
    await agent.say(desk, 'Noch ein Nachtrag', inThread(post.event_id))
    const late = await anna.say(direct, question, inReplyTo(relayed.event_id))
    await anna.waitForReply(direct, late, bot.userId)
    await settled(desk)
    expect((await own(desk)).map(bodyOf).filter((text) => text.includes('Anruflisten'))).toHaveLength(1)
    const inDirect = (await own(direct)).map(bodyOf).join()
    for (const text of ['Wer übernimmt', '4711', 'bild.png', 'Nachtrag']) expect(inDirect).not.toContain(text)
  })

  it('is handed over by a word as well, and by nobody but its asker', async () => {
    await start()
    const { declined } = await ask()
    await anna.invite(direct, ben.userId)
    await ben.join(direct)
    await ben.react(direct, declined.event_id, '✅')
    await ben.mention(direct, bot.userId, 'ja', inReplyTo(declined.event_id))
    await ben.leave(direct)
    await anna.waitForMembership(direct, ben.userId, 'leave')
    await anna.say(direct, 'Nein, danke.', inReplyTo(declined.event_id))
    await said(direct, 'In Ordnung, ich gebe nichts weiter.')
    await settled(desk)
    expect((await own(desk)).map(bodyOf).join()).not.toContain('Anruflisten')
    await anna.say(direct, 'Ja', inReplyTo(declined.event_id))
    await said(desk, question)
    await anna.say(direct, 'fertig')
    for (const room of [desk, direct]) await said(room, closed)
  })

  it('is handed over in its newest wording, and an offer goes when the question is answered', async () => {
    await start()
    const { asked, declined } = await ask(`${question} Gruß, Zwetschge`)
    await anna.edit(direct, asked, question)
    await said(direct, `* ${gap}`)
    await anna.react(direct, declined.event_id, '✅')
    expect(bodyOf(await said(desk, question))).not.toContain('Zwetschge')

    const second = await ask('Wie lange wird mein Chat aufgehoben?')
    await anna.edit(direct, second.asked, 'Wo stehen eigentlich die Server von Webex?')
    await said(direct, '* > Cisco')
    await anna.react(direct, second.declined.event_id, '✅')
    await settled(direct)
    await settled(desk)
    expect((await own(desk)).map(bodyOf).join()).not.toMatch(/Chat|Webex/)
  })

  it('has changes followed of what was passed on, and is taken back with all of it', async () => {
    await start()
    const { asked, post } = await handOver()
    const answer = await agent.say(desk, 'Dreißig Tage', inThread(post.event_id))
    const relayed = await said(direct, 'Dreißig Tage')
    const slip = await agent.edit(desk, answer, 'Vierzig Tage')
    const edit = await said(direct, 'Vierzig Tage')
    expect(relationOf(edit)).toEqual({ rel_type: 'm.replace', event_id: relayed.event_id })
    await agent.redact(desk, slip)
    await said(direct, '* Service Desk: Dreißig Tage')
    await agent.redact(desk, answer)
    await anna.waitForRedaction(direct, relayed.event_id)
    await anna.redact(direct, asked)
    await agent.waitForRedaction(desk, post.event_id)
    for (const room of [desk, direct]) await said(room, closed)
  })

  it('is offered in the asker’s language, also after an answer that did not help, but not while the desk wants silence', async () => {
    await start()
    const asked = await anna.say(direct, 'Gehen meine Daten in die USA?')
    const answer = await anna.waitForReply(direct, asked, bot.userId)
    await anna.react(direct, answer.event_id, '👎')
    const other = await said(direct, 'Danke für die Rückmeldung')
    await anna.react(direct, other.event_id, '👎')
    const noMore = await said(direct, 'Mehr habe ich dazu im Hinweis nicht gefunden')
    expect(bodyOf(noMore)).toContain(offer)
    await anna.react(direct, noMore.event_id, '✅')
    const post = await said(desk, '> Gehen meine Daten in die USA?')
    expect(bodyOf(post)).toContain('Meine Auskunft dazu war: Mehr habe ich dazu im Hinweis nicht gefunden')

    const english = await ask('What is for lunch in the canteen today?')
    expect(bodyOf(english.declined)).toContain('Shall I pass your question on to the service desk?')
    await anna.say(direct, 'Yes, please', inReplyTo(english.declined.event_id))
    await said(desk, 'Question to the service desk, passed on')
    await said(direct, 'I have passed your question on')

    await agent.mention(desk, bot.userId, 'ruhe 1h')
    await said(desk, 'still')
    const quiet = await anna.say(direct, question)
    expect(bodyOf(await anna.waitForReply(direct, quiet, bot.userId))).not.toContain(offer)
    await agent.say(desk, 'In Frankfurt', inThread(post.event_id))
    await said(direct, 'Service Desk: In Frankfurt')
  })

  it('is asked about in the thread only, and removed by a waste basket of support staff', async () => {
    await start()
    const { post } = await handOver()
    const outside = await agent.say(desk, 'Kennt das jemand?', inReplyTo(post.event_id))
    const hint = await agent.waitForReply(desk, outside, bot.userId)
    expect(bodyOf(hint)).toContain('Das habe ich nicht weitergegeben')
    await ben.react(desk, post.event_id, '🗑️')
    await agent.react(desk, post.event_id, '🗑️')
    await agent.waitForRedaction(desk, post.event_id)
    await said(direct, closed)
    expect((await own(direct)).map(bodyOf).join()).not.toContain('Kennt das jemand')
  })

  it('is taken back with the tick, and handed over anew with another one', async () => {
    await start()
    const { declined } = await ask()
    const tick = await anna.react(direct, declined.event_id, '✅')
    const post = await said(desk, question)
    await anna.redact(direct, tick)
    await agent.waitForRedaction(desk, post.event_id)
    await said(direct, 'ich habe Ihre Frage beim Service Desk gelöscht')
    expect(relationOf(await said(desk, 'Die Person hat ihre Frage zurückgezogen'))).toMatchObject({
      rel_type: 'm.thread',
      event_id: post.event_id,
    })
    await anna.react(direct, declined.event_id, '✅')
    const again = await said(desk, question)
    expect(again.event_id).not.toBe(post.event_id)
    await agent.say(desk, 'Wir sehen nach.', inThread(again.event_id))
    await said(direct, 'Service Desk: Wir sehen nach.')
  })

  it('is talked about in the thread without the asker, is marked when passed on, and becomes a ticket', async () => {
    await start({ room: desk, ticketUrl: 'https://tickets.example/{ticket}' })
    const { post } = await handOver()
    await agent.say(desk, '// Weiß das jemand?', inThread(post.event_id))
    const passed = await agent.say(desk, 'Wir sehen nach.', inThread(post.event_id))
    await said(direct, 'Service Desk: Wir sehen nach.')
    await agent.waitForEvent(desk, (event) => {
      const { event_id: target, key } = relationOf(event)
      return event.sender === bot.userId && target === passed && key === '📨'
    })
    await agent.say(desk, 'Ticket 4711', inThread(post.event_id))
    expect(bodyOf(await said(direct, 'als Ticket'))).toContain('4711 (https://tickets.example/4711)')
    expect((await own(direct)).map(bodyOf).join()).not.toContain('Weiß das jemand')
  })

  it('is offered for what an answered mail leaves open', async () => {
    await start()
    const mail = `Wo stehen die Server von Webex? Wie lange werden meine Anruflisten aufgehoben?`
    const { declined: answered } = await ask(mail)
    expect(bodyOf(answered)).toContain('Frankfurt')
    expect(bodyOf(answered)).toContain('an den Service Desk weitergeben, damit auch das Übrige geklärt wird?')
    await anna.react(direct, answered.event_id, '✅')
    const post = await said(desk, 'Wo stehen die Server')
    expect(bodyOf(post)).toContain('Einen Teil habe ich beantwortet')
  })

  it(
    'survives restarts and a homeserver that loses answers, each message once',
    { timeout: 120_000 },
    async () => {
      await using proxy = await startFaultProxy(homeserver.url)
      const lost = new Set<string>()
      proxy.rule = ({ path }) => {
        if (!path.includes('/send/m.room.message/') || lost.has(path)) return 'pass'
        lost.add(path)
        return 'lose-response'
      }
      configure({ room: desk }, proxy.url)
      const restart = () => bot.start({ random: () => 0 })
      await restart()
      await getTogether()
      const { declined } = await ask()
      await bot.stop()
      await anna.react(direct, declined.event_id, '✅')
      await anna.say(direct, 'ja', inReplyTo(declined.event_id))
      await restart()
      const post = await said(desk, question)
      const confirmed = await said(direct, 'Ich habe Ihre Frage an')
      await bot.stop()
      await agent.say(desk, 'Dreißig Tage', inThread(post.event_id))
      await anna.say(direct, 'Ist es dringend?', inReplyTo(confirmed.event_id))
      await restart()
      await said(desk, 'Ist es dringend?')
      await said(direct, 'Dreißig Tage')
      await bot.stop()
      await restart()
      await settled(direct)
      await settled(desk)
      const texts = [...(await own(desk)), ...(await own(direct))].map(bodyOf)
      for (const text of [`> ${question}`, 'Ich habe Ihre Frage an', 'Dreißig Tage', 'Ist es dringend?'])
        expect(
          texts.filter((one) => one.includes(text)),
          text,
        ).toHaveLength(1)
    },
  )

  it(
    'is handed over, relayed and closed once, though the process is killed each time',
    { timeout: 120_000 },
    async () => {
      live()
      await getTogether()
      const { declined } = await ask()
      const killed = async (cause: () => Promise<unknown>, ms: number) => {
        await cause()
        await delay(ms)
        await kill()
        live()
      }
      // The first is killed about when it hears of it, the second about when it has decided, the third about when it sends.
      await killed(() => anna.react(direct, declined.event_id, '✅'), 10)
      const post = await said(desk, question)
      await killed(() => agent.say(desk, 'Dreißig Tage', inThread(post.event_id)), 40)
      await said(direct, 'Dreißig Tage')
      await killed(() => agent.say(desk, 'fertig', inThread(post.event_id)), 80)
      for (const room of [desk, direct]) await said(room, closed)
      for (const room of [desk, direct]) await settled(room)
      const texts = [...(await own(desk)), ...(await own(direct))].map(bodyOf)
      for (const text of [`> ${question}`, 'Ich habe Ihre Frage an', 'Dreißig Tage'])
        expect(
          texts.filter((one) => one.includes(text)),
          text,
        ).toHaveLength(1)
      expect(texts.filter((one) => one.includes(closed))).toHaveLength(2)
    },
  )

  it.each([
    ['an alias that leads nowhere', '#nowhere:nowhere.test', '"key":"handOver.room"'],
    ['a room without the bot', '!nowhere:nowhere.test', '"reason":"not-joined"'],
  ])('stays with the bot if %s is configured, and the log says so', async (_, room, logged) => {
    await start({ room })
    expect(bot.log.join('')).toContain(logged)
    const asked = await anna.say(direct, question)
    expect(bodyOf(await anna.waitForReply(direct, asked, bot.userId))).not.toContain(offer)
  })
})
