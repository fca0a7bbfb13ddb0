import { readFileSync } from 'node:fs'
import { configSchema } from '../../src/config/schema.ts'
import { parseDocument } from '../../src/documents/parse-document.ts'
import { parseKnowledge } from '../../src/knowledge/parse-knowledge.ts'
import { isMentioned, withoutAddress } from '../../src/matrix/inbound/addressing.ts'
import { decodeEvent } from '../../src/matrix/inbound/decode-event.ts'
import { encodeReply } from '../../src/matrix/outbound/encode-reply.ts'
import { parseRoomFacts, unknownRoom } from '../../src/matrix/rooms/room-facts.ts'
import { decodeRoomEvent } from '../../src/matrix/ports/room-event.ts'
import { planSync } from '../../src/matrix/sync/plan-sync.ts'
import { decodeSyncResponse } from '../../src/matrix/sync/sync-response.ts'
import { parseJson } from '../../src/matrix/client/json.ts'
import { rawEvent, rawSync, roomId, userId } from '../support/matrix-events.ts'
import { mutate, mutateText } from './mutate.ts'

/** Hands one malformed input to the real decoders. It must not throw. */
export interface Target {
  readonly name: string
  /** Part of all inputs that go to this target. */
  readonly share: number
  run(random: () => number): void
}

const identity = { userId: userId('bot'), names: ['Hinweisbot'] }
const relation = { rel_type: 'm.thread', event_id: '$root', 'm.in_reply_to': { event_id: '$target' } }
const samples: readonly Record<string, unknown>[] = [
  rawEvent({
    content: { msgtype: 'm.text', body: '> <@a:b> x\n\nHinweisbot: wo?', 'm.relates_to': relation },
  }),
  rawEvent({ content: { msgtype: 'm.text', body: 'wo?', 'm.mentions': { user_ids: ['@bot:staff.test'] } } }),
  rawEvent({
    content: {
      body: '*',
      'm.new_content': { msgtype: 'm.text', body: 'wo?' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$old' },
    },
  }),
  rawEvent({ type: 'm.reaction', content: { 'm.relates_to': { event_id: '$old', key: '👍' } } }),
  rawEvent({ type: 'm.room.redaction', content: { redacts: '$old' } }),
  rawEvent({ type: 'm.room.tombstone', state_key: '', content: { replacement_room: '!new:staff.test' } }),
  rawEvent({ type: 'm.room.member', state_key: '@bot:staff.test', content: { membership: 'join' } }),
  rawEvent({ type: 'm.room.encrypted', content: { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'x' } }),
]

function handle(event: unknown): void {
  const decoded = decodeRoomEvent(event)
  if (decoded === undefined) return
  const result = decodeEvent(roomId(), decoded)
  if (result.kind !== 'message') return
  isMentioned(result.message, identity)
  const text = withoutAddress(result.message.body, identity)
  encodeReply({ language: 'de', blocks: [{ type: 'heading', text }] }, result.message)
}

const knowledge = {
  notice: readFileSync('knowledge/softphone/notice.md', 'utf8'),
  faq: readFileSync('knowledge/softphone/faq.yaml', 'utf8').slice(0, 4_000),
}
const config = readFileSync('config.example.yaml', 'utf8')

/** Several changes at once, so that a text of some length does not stay as it is. */
const worn = (text: string, random: () => number) =>
  Array.from({ length: 12 }).reduce<string>((current) => mutateText(current, random), text)

export const targets: readonly Target[] = [
  {
    name: 'event',
    share: 0.6,
    run: (random) => {
      handle(mutate(samples[Math.floor(random() * samples.length)], random))
    },
  },
  {
    name: 'sync response',
    share: 0.35,
    run: (random) => {
      const raw = mutate(rawSync(samples, { limited: random() < 0.3 }), random)
      const response = decodeSyncResponse(raw)
      if (response === undefined) return
      const facts = { ...unknownRoom, membership: random() < 0.7 ? ('joined' as const) : ('left' as const) }
      const plan = planSync(response, { self: userId('bot'), since: 's1', facts: () => facts })
      for (const { kind, payload } of plan.entries) if (kind === 'event') handle(parseJson(payload))
      for (const room of plan.rooms.values()) parseRoomFacts(JSON.stringify(room))
    },
  },
  {
    name: 'configuration',
    share: 0.04,
    run: (random) => {
      parseDocument({ file: 'config.yaml', text: worn(config, random) }, configSchema)
    },
  },
  {
    name: 'knowledge',
    share: 0.01,
    run: (random) => {
      const notice = { file: 'notice.md', text: worn(knowledge.notice, random) }
      const faq = { file: 'faq.yaml', text: worn(knowledge.faq, random) }
      const folder = { id: 'softphone', notice, faq, declines: undefined, phrasings: [] }
      parseKnowledge({ notices: [folder], general: undefined, lexicon: undefined })
    },
  },
]
