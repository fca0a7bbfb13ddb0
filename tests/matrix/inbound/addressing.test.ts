import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMentioned, namesBot, spokenText, withoutAddress } from '../../../src/matrix/inbound/addressing.ts'
import type { RoomMessage } from '../../../src/matrix/inbound/room-message.ts'
import { eventId, roomId, userId } from '../../support/matrix-events.ts'

const bot = { userId: userId('softphone-bot'), names: ['Hinweisbot'] }

const message = (body: string, change: Partial<RoomMessage> = {}): RoomMessage => ({
  ...{ roomId: roomId(), eventId: eventId('1'), sender: userId('anna'), timestamp: 0, body },
  ...{ html: undefined, mentions: undefined, repliesTo: undefined, thread: undefined },
  ...change,
})
const pill = '<a href="https://matrix.to/#/@softphone-bot:staff.test">Hinweisbot</a>: wo?'

describe('a message is addressed to the bot', () => {
  it.each([
    'Hinweisbot: wo?',
    'hinweisbot, wo?',
    '@Hinweisbot wo?',
    'Hinweisbot',
    'softphone-bot: wo?',
    '@softphone-bot:staff.test: wo?',
    '[@softphone-bot:staff.test](https://matrix.to/#/@softphone-bot:staff.test) wo?',
    '[Wer auch immer](https://matrix.to/#/%40softphone-bot%3Astaff.test): wo?',
    'Hinweisbot (@softphone-bot:staff.test): wo?',
    '(@softphone-bot:staff.test): wo?',
  ])('by its name at the start: %s', (body) => {
    expect(isMentioned(message(body), bot)).toBe(true)
  })

  it.each([
    'Wo ist der Hinweisbot?',
    'Hinweisbots sind toll',
    'Der Softphone-Bot schläft',
    '[Anna](https://matrix.to/#/@anna:staff.test) wo?',
    '',
  ])('not by: %s', (body) => {
    expect(isMentioned(message(body), bot)).toBe(false)
  })

  it('by m.mentions', () => {
    expect(isMentioned(message('wo?', { mentions: [bot.userId] }), bot)).toBe(true)
  })

  it('by a pill, unless the client says whom it mentions or the pill is part of a quotation', () => {
    const quoted = `<mx-reply>${pill}</mx-reply>wo?`
    expect(isMentioned(message('wo?', { html: pill }), bot)).toBe(true)
    const link = pill.replace('https://matrix.to/#/@', 'matrix:u/')
    expect(isMentioned(message('wo?', { html: link }), bot)).toBe(true)
    expect(isMentioned(message('wo?', { html: pill, mentions: [] }), bot)).toBe(false)
    expect(isMentioned(message('wo?', { html: quoted }), bot)).toBe(false)
  })
})

describe('who is mentioned', () => {
  const link = (id: string, name: string) => `<a href="https://matrix.to/#/${id}">${name}</a>`

  it('stands with the id where a client shows the name', () => {
    const said = (body: string, html: string) => spokenText(message(body, { html }), bot)
    const anna = link('@anna:staff.test', 'Anna &amp; Co')
    expect(said('Anna & Co: wo?', `${anna}: wo?`)).toBe('@anna:staff.test: wo?')
    expect(said('Frag @Anna & Co, wo?', `Frag ${anna}, wo?`)).toBe('Frag @anna:staff.test, wo?')
    expect(said('Bot: wo?', pill.replace('Hinweisbot', 'Bot'))).toBe('wo?')
    expect(said('Siehe hier', `Siehe ${link('#raum:staff.test', 'hier')}`)).toBe('Siehe hier')
  })

  it('is the bot only if the message itself names it', () => {
    const copied = { mentions: [bot.userId] }
    expect(namesBot(message('Interessant!', copied), bot)).toBe(false)
    expect(namesBot(message('Das weiß der Hinweisbot', copied), bot)).toBe(true)
    expect(namesBot(message('wo?', { html: pill }), bot)).toBe(true)
  })
})

describe('what is said to the bot', () => {
  it('is what follows its name', () => {
    expect(withoutAddress('@Hinweisbot:  wo?', bot)).toBe('wo?')
    expect(withoutAddress('Wo ist der Hinweisbot?', bot)).toBe('Wo ist der Hinweisbot?')
  })

  it('is always the end of what was said', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'Hinweisbot: ', '@softphone-bot '), (body, address) => {
        expect(`${address}${body}`.endsWith(withoutAddress(`${address}${body}`, bot))).toBe(true)
      }),
    )
  })
})
