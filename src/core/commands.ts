import type { Language } from '../knowledge/types.ts'
import type { Command } from '../replies/types.ts'
import type { Word } from '../language/words.ts'
import { meaningsIn, phrases } from './phrases.ts'
import { joinWords } from './words-of.ts'

export interface CommandRequest {
  readonly command: Command
  readonly language: Language
}

/** A greeting counts as a command, too: alone it asks for nothing yet, and whoever knows what the bot is for can go on. */
const commands = meaningsIn(phrases.commands)

/** The command that a whole message consists of, with the language in which it was given. */
export function parseCommand(words: readonly Word[]): CommandRequest | undefined {
  const found = commands.get(joinWords(words))
  return found && { command: found.name, language: found.language }
}
