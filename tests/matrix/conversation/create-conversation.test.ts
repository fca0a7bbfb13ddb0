import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConversation } from '../../../src/matrix/conversation/create-conversation.ts'
import type { UserEvent } from '../../../src/matrix/conversation/user-event.ts'
import type { BotSettings } from '../../../src/matrix/bot-options.ts'
import { RoomRegistry } from '../../../src/matrix/rooms/room-registry.ts'
import {
  ben,
  echoCore,
  eventId,
  Mailbox,
  messageOf,
  place,
  reaction,
  userId,
} from '../../support/conversation.ts'
import { rawEvent } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'

const reply = { language: 'de' as const, blocks: [] }
const settings: BotSettings = {
  ...{ homeserverUrl: 'https://staff.test', userId: userId('bot'), name: 'Bot', picture: undefined },
  ...{ access: { inviters: [], rooms: [], blocked: [] }, supportMembers: [ben], prefix: undefined },
  ...{ helpdeskRooms: [], answerInThread: [], noticesByRoom: {}, noticesByPerson: {}, handOver: undefined },
  ...{ limits: { perPersonPerMinute: 0, perRoomPerMinute: 0 }, maxAgeMs: 0, maxGapEvents: 0 },
}

let mailbox: Mailbox
/** What the homeserver has, by event id. */
let timeline: Record<string, unknown>
let converse: ReturnType<typeof createConversation>
beforeEach(() => {
  mailbox = new Mailbox()
  timeline = {}
  converse = createConversation(
    {
      ...{ settings, events: silentEvents, inbox: mailbox.inbox, outbox: mailbox.outbox, now: () => 0 },
      core: {
        ...echoCore,
        answerWith: () => undefined,
        offerOther: () => ({ kind: 'ignore', reason: 'not-a-question' }),
      },
      sentences: { limitNotice: () => reply, textOnlyNotice: () => reply },
    },
    {
      ...{ kinds: { kindOf: () => Promise.resolve('direct') }, registry: new RoomRegistry(mailbox.inbox) },
      ...{ answerInThread: new Set(), noticesByRoom: new Map(), serviceDesk: () => undefined },
      encryption: {
        encrypt: (_, event) => Promise.resolve(event),
        decrypt: () => Promise.reject(new Error()),
      },
      api: {
        event: (_, id) => Promise.resolve(timeline[id]),
        edits: () => Promise.resolve([]),
        state: () => Promise.resolve(undefined),
      },
    },
  )
})
afterEach(() => {
  mailbox[Symbol.dispose]()
})

const handle = async (event: UserEvent) => {
  const id = event.kind === 'message' || event.kind === 'edit' ? event.message.eventId : '$event'
  return mailbox.handle(converse(event, place(id.slice(1))))
}
const say = (id: string, body: string, sender = userId('anna')) => {
  timeline[`$${id}`] = rawEvent({
    event_id: `$${id}`,
    sender,
    origin_server_ts: 0,
    content: { msgtype: 'm.text', body },
  })
  return handle({ kind: 'message', message: messageOf(id, body, { sender }) })
}

describe('a room that was silenced', () => {
  beforeEach(async () => {
    await say('early', 'Wo?')
    await say('quiet', 'ruhe 1h', ben)
  })

  it('hears nothing, whatever is said', async () => {
    expect(await say('q', 'Wo?')).toEqual([])
    expect(await handle(reaction('own1', '👎'))).toEqual([])
    expect(await handle({ kind: 'attachment', message: messageOf('file', '') })).toEqual([])
  })

  it('hears nothing either if what was said gets another wording', async () => {
    await say('typo', 'Wo stehen die Server')
    const message = messageOf('edit', 'Wo stehen die Server?')
    expect(await handle({ kind: 'edit', edited: eventId('typo'), message })).toEqual([])
  })

  it('has answers removed by a waste basket', async () => {
    expect(await handle(reaction('own1', '🗑️', ben))).toMatchObject([{ type: 'm.room.redaction' }])
  })
})
