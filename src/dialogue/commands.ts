import { normalize } from '../text/normalize.ts'
import type { Language } from '../knowledge/types.ts'
import type { Command } from './types.ts'

const commands: Readonly<Record<string, { readonly command: Command; readonly language: Language }>> = {
  hilfe: { command: 'help', language: 'de' },
  help: { command: 'help', language: 'en' },
  themen: { command: 'topics', language: 'de' },
  topics: { command: 'topics', language: 'en' },
}

/** The command that a whole message consists of, with the language in which it was given. */
export function parseCommand(
  text: string,
): { readonly command: Command; readonly language: Language } | undefined {
  const word = normalize(text).replace(/^[!/]|[.!?]+$/g, '')
  return Object.hasOwn(commands, word) ? commands[word] : undefined
}
