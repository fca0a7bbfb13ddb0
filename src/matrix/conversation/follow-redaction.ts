import type { OwnMessages } from '../ports/queues.ts'
import type { Feature } from './feature.ts'
import { remember } from './note.ts'
import { takeBack } from './take-back.ts'

/** Takes back what the bot said to a message that was taken back itself. */
export function createFollowRedaction(messages: OwnMessages): Feature {
  return (happening, { roomId }) => {
    if (happening.kind !== 'redaction') return Promise.resolve(undefined)
    const answers = messages.answersTo(happening.target).flatMap((own) => remember(own) ?? [])
    const outgoing = answers.flatMap((answer) => takeBack(messages, roomId, answer))
    return Promise.resolve({ kind: 'settled', outgoing })
  }
}
