import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMentioned, withoutAddress } from '../../../src/matrix/inbound/addressing.ts'
import type { RoomMessage } from '../../../src/matrix/inbound/room-message.ts'
import { eventId, roomId, userId } from '../../support/matrix-events.ts'

const identity = { userId: userId('softphone-bot'), names: ['Hinweisbot'] }

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
  ])('by its name at the start: %s', (body) => {
    expect(isMentioned(message(body), identity)).toBe(true)
  })

  it.each(['Wo ist der Hinweisbot?', 'Hinweisbots sind toll', 'Der Softphone-Bot schläft', ''])(
    'not by: %s',
    (body) => {
      expect(isMentioned(message(body), identity)).toBe(false)
    },
  )

  it('by m.mentions', () => {
    expect(isMentioned(message('wo?', { mentions: [identity.userId] }), identity)).toBe(true)
  })

  it('by a pill, unless the client says whom it mentions or the pill is part of a quotation', () => {
    const quoted = `<mx-reply>${pill}</mx-reply>wo?`
    expect(isMentioned(message('wo?', { html: pill }), identity)).toBe(true)
    expect(isMentioned(message('wo?', { html: pill, mentions: [] }), identity)).toBe(false)
    expect(isMentioned(message('wo?', { html: quoted }), identity)).toBe(false)
  })
})

describe('what is said to the bot', () => {
  it('is what follows its name', () => {
    expect(withoutAddress('@Hinweisbot:  wo?', identity)).toBe('wo?')
    expect(withoutAddress('Wo ist der Hinweisbot?', identity)).toBe('Wo ist der Hinweisbot?')
  })

  it('is always the end of what was said', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'Hinweisbot: ', '@softphone-bot '), (body, address) => {
        expect(`${address}${body}`.endsWith(withoutAddress(`${address}${body}`, identity))).toBe(true)
      }),
    )
  })
})
