import type { FaqEntry } from '../knowledge/types.ts'
import type { Reading } from '../reading/read-message.ts'
import type { Addressing } from './utterance.ts'
import {
  composeCommand,
  composeHelp,
  composeHint,
  composePrivacy,
  composeSmallTalk,
} from '../replies/compose.ts'
import type { Frame, FrameBase } from '../replies/compose.ts'
import { composeSource } from '../replies/source.ts'
import type { Outcome, Reply } from '../replies/types.ts'
import { parseCommand } from './commands.ts'
import type { CommandRequest } from './commands.ts'
import { parseSmallTalk } from './small-talk.ts'
import type { SmallTalkMeant } from './small-talk.ts'

/** Handles requests that concern the bot itself, such as commands, rather than the notice. */
export function replyToRequest(
  reading: Reading,
  topic: FaqEntry | undefined,
  addressing: Addressing,
  base: FrameBase,
): Outcome | undefined {
  const command = reading.text.trim() === '' ? onlyAddressed : parseCommand(reading.words)
  if (command) {
    const reply = replyTo(command, topic, { ...base, language: command.language })
    return { kind: 'command', command: command.command, reply }
  }
  const smallTalk = parseSmallTalk(reading)
  if (smallTalk === undefined) return undefined
  const isUnclear = smallTalk.answer === 'unclear'
  // "Ja" or "stimmt nicht" below a message of the bot's is said to the people of a room; between two it refers to the last answer.
  if (isUnclear && addressing === 'reply') return { kind: 'ignore', reason: 'not-a-question' }
  const isAboutAnswer = isUnclear && topic !== undefined
  return replyToSmallTalk(isAboutAnswer ? { ...smallTalk, answer: 'allRight' } : smallTalk, base)
}

export function replyToSmallTalk({ answer, language }: SmallTalkMeant, base: FrameBase): Outcome {
  const reply = composeSmallTalk(answer, { ...base, language })
  return { kind: 'command', command: 'small-talk', reply }
}

function replyTo({ command }: CommandRequest, topic: FaqEntry | undefined, frame: Frame): Reply {
  switch (command) {
    case 'topics':
    case 'greeting':
    case 'privacy':
    case 'help':
      return composeCommand(command, frame)
    case 'privacy-in-full':
      return composePrivacy(frame, 'full')
    case 'source':
      return topic ? composeSource(topic, frame.knowledge, frame.language) : composeHint('noSource', frame)
    case 'draft':
      return composeHint('noDraft', frame)
    case 'quiet':
    case 'small-talk':
      return composeHelp(frame)
  }
}

/** Somebody who calls the bot and says no more wants to know what it is for. */
const onlyAddressed = { command: 'help', language: 'de' } as const
