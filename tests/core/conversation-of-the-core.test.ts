import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { encodeReply } from '../../src/matrix/outbound/encode-reply.ts'
import type { Utterance } from '../../src/core/utterance.ts'
import { fixtureFolder, realKnowledge } from '../support/fixtures.ts'
import { persona } from '../support/real-core.ts'

const core = createCore(await realKnowledge(), persona)
const said = (utterance: Utterance, from = core) => {
  const outcome = from.respond(utterance)
  return outcome.kind === 'ignore' ? '' : String(encodeReply(outcome.reply, undefined)['body'])
}

describe('what is said to the bot and is no question about a service', () => {
  it.each(['Wer bist du?', 'Wie geht es dir?', 'Wir haben das gestern im Team besprochen.'])(
    'is sent to nobody else: %s',
    (text) => {
      const outcome = core.respond({ text, addressing: 'direct' })
      expect(outcome).toMatchObject({ kind: 'decline', entry: { smallTalk: true } })
      expect(said({ text, addressing: 'direct' })).not.toContain('Weiter hilft Ihnen')
    },
  )

  it.each([
    ['Danke, ich probiere das mal aus.', 'Gern.'],
    ['Super, das gebe ich so weiter!', 'Das freut mich.'],
    ['Thanks, I will try that.', 'You are welcome.'],
  ])('is returned as a courtesy if it opens with one: %s', (text, courtesy) => {
    expect(said({ text, addressing: 'direct' })).toBe(courtesy)
  })

  it.each(['Danke, und was kostet ein Gespräch ins Ausland?', 'Danke. Was kostet ein Headset?'])(
    'is more than a courtesy if it goes on with a question: %s',
    (text) => {
      expect(said({ text, addressing: 'direct' })).toContain('Weiter hilft Ihnen')
    },
  )

  it.each(['Danke, das hatte ich mich auch gefragt.', 'Das stimmt so nicht'])(
    'is left to the people of a room if it is a remark below an answer: %s',
    (text) => {
      expect(core.respond({ text, addressing: 'reply' })).toMatchObject({ kind: 'ignore' })
    },
  )
})

describe('what is asked about the bot itself in words of one’s own', () => {
  it.each([
    ['Wobei kannst du mir denn helfen?', 'hilfe'],
    ['Zu welchen Themen weißt du was?', 'themen'],
    ['Hebst du auf, was ich dir schreibe?', 'datenschutz'],
    ['What can you do for us here?', 'help'],
    ['Guten Morgen liebes Helferlein', 'Hallo'],
  ])('is answered as the command is: %s', (text, command) => {
    expect(said({ text, addressing: 'direct' })).toBe(said({ text: command, addressing: 'direct' }))
  })

  it('is left alone in a room', () => {
    expect(core.respond({ text: 'Hallo zusammen', addressing: 'ambient' })).toMatchObject({ kind: 'ignore' })
  })
})

describe('a word that says nothing by itself', () => {
  const topic = 'softphone/serverstandort'

  it.each(['ja', 'Ja, genau.', '🤷'])('refers to the last answer between two people: %s', (text) => {
    expect(said({ text, addressing: 'direct', topic, isTopicImplied: true })).toBe('In Ordnung.')
    expect(said({ text, addressing: 'direct' })).toMatch(/^Worauf bezieht sich das\?/)
  })

  it.each(['ja', 'falsch', '🤷'])('is left to the people of a room below an answer: %s', (text) => {
    expect(core.respond({ text, addressing: 'reply', topic })).toMatchObject({ kind: 'ignore' })
  })
})

describe('a question to everybody in a room', () => {
  it('gets answers alone, without a word about what else was asked', () => {
    const text = 'Wo stehen die Server von Webex? Und was kostet ein Headset?'
    expect(said({ text, addressing: 'ambient' })).toContain('Frankfurt')
    expect(said({ text, addressing: 'ambient' })).not.toContain('Headset')
    expect(said({ text, addressing: 'mention' })).toContain('Headset')
  })

  it('gets nothing that was quoted just before', () => {
    const topic = 'softphone/presence'
    expect(core.respond({ text: 'Und wie ist das am Handy?', addressing: 'ambient', topic })).toMatchObject({
      kind: 'ignore',
    })
  })
})

describe('a room of some notices alone', () => {
  it.each(['themen', 'hilfe', 'Hallo'])('hears of these alone: %s', async (text) => {
    const two = createCore(await loadKnowledge(fixtureFolder('two-notices')), persona)
    const bound = said({ text, addressing: 'mention', notices: ['parking'] }, two)
    expect(bound).not.toBe(said({ text, addressing: 'mention' }, two))
    expect(bound).not.toMatch(/Garten/)
  })

  it('hears so, too, where an answer did not help', async () => {
    const two = createCore(await loadKnowledge(fixtureFolder('two-notices')), persona)
    const noMore = (notices?: readonly string[]) => {
      const utterance = { text: 'Wo?', addressing: 'direct', ...(notices && { notices }) } as const
      const outcome = two.offerOther(utterance, 'all')
      return outcome.kind === 'ignore' ? '' : String(encodeReply(outcome.reply, undefined)['body'])
    }
    expect(noMore(['parking'])).not.toBe(noMore())
    expect(noMore(['parking'])).toContain('im Hinweis nicht')
  })
})
