import type { Language } from '../knowledge/types.ts'
import { finish } from '../language/steps.ts'
import { readInSteps } from '../reading/read-message.ts'
import type { Reading } from '../reading/read-message.ts'
import { stripMentions } from '../reading/strip-mentions.ts'

/**
 * How a message reaches the bot: `direct` in a room of two, `mention` by name, `reply` to one of the bot's own messages,
 * `thread` below an answer that the same person got, `ambient` for everything else that is said in a room.
 */
export const addressings = ['direct', 'mention', 'reply', 'thread', 'ambient'] as const
export type Addressing = (typeof addressings)[number]

/** The words of one person in one message. */
export interface Utterance {
  readonly text: string
  readonly addressing: Addressing
  /** Id of the FAQ entry that the conversation (thread) is about, for follow-up questions. */
  readonly topic?: string
  /** True if the topic is only that of the last answer in a direct message, to which the message itself does not point. */
  readonly isTopicImplied?: boolean
  /** Ids of the notices that may answer; all may if it is missing. */
  readonly notices?: readonly string[]
  /** Asks for a text for a ticket, in this language, instead of an answer. */
  readonly draft?: Language
}

/** Everybody in the room, or the bot in particular. */
export const audienceOf = (addressing: Addressing): 'room' | 'bot' =>
  addressing === 'ambient' ? 'room' : 'bot'

export const readUtterance = ({ text, addressing }: Pick<Utterance, 'text' | 'addressing'>): Reading =>
  finish(readInSteps(stripMentions(text, audienceOf(addressing))))
