import { quietNotice, quietRefusal } from '../../replies/notices.ts'
import { parseQuiet } from '../../core/requests.ts'
import type { QuietRequest } from '../../core/requests.ts'
import { nothingToSend } from '../inbound/handling.ts'
import type { RoomId, UserId } from '../ports/ids.ts'
import { isMentioned, withoutAddress } from '../inbound/addressing.ts'
import type { BotNames } from '../inbound/addressing.ts'
import type { RoomMessage } from '../inbound/room-message.ts'
import type { RoomKind } from '../rooms/room-kinds.ts'
import type { RoomRegistry } from '../rooms/room-registry.ts'
import type { UserEventHandler } from './user-event.ts'
import type { Answers } from './answers.ts'

export interface KeepQuietOptions {
  readonly registry: Pick<RoomRegistry, 'get' | 'update'>
  readonly answers: Pick<Answers, 'queueAnswer'>
  readonly bot: BotNames
  readonly kindOf: (roomId: RoomId) => Promise<RoomKind>
  readonly isSupport: (userId: UserId) => boolean
  readonly now: () => number
}

const minuteMs = 60_000

/** Support staff can silence the bot in a room for a time. It is kept with the room's facts and survives a restart. */
export function createKeepQuiet(options: KeepQuietOptions): UserEventHandler {
  const { registry, bot, kindOf, isSupport, now } = options
  return async (event, { roomId }) => {
    const isQuiet = (registry.get(roomId).quietUntil ?? 0) > now()
    if (event.kind !== 'message') return isQuiet ? nothingToSend : undefined
    const { message } = event
    const request = parseQuiet(withoutAddress(message.body, bot))
    const called = request && (isMentioned(message, bot) || (await kindOf(roomId)) === 'direct')
    if (request === undefined || called !== true) return isQuiet ? nothingToSend : undefined
    if (!isSupport(message.sender))
      return isQuiet ? nothingToSend : say(options, roomId, message, { ...request, refused: true })
    registry.update(roomId, {
      quietUntil: request.minutes === 0 ? undefined : now() + request.minutes * minuteMs,
    })
    return say(options, roomId, message, request)
  }
}

async function say(
  { answers }: KeepQuietOptions,
  roomId: RoomId,
  message: RoomMessage,
  { refused = false, ...request }: QuietRequest & { readonly refused?: boolean },
) {
  const { eventId, sender } = message
  const reply = refused ? quietRefusal(request.language) : quietNotice(request)
  const outgoing = await answers.queueAnswer(
    { kind: 'command', command: 'quiet', reply },
    {
      ...{ roomId, cause: eventId, questionId: eventId, asker: sender, target: message },
      utterance: { addressing: 'mention' },
    },
  )
  return { kind: 'settled' as const, outgoing }
}
