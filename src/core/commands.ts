import type { Language } from '../knowledge/types.ts'
import type { Command } from '../replies/types.ts'
import type { Word } from '../language/words.ts'
import { joinWords } from './words-of.ts'

export interface CommandRequest {
  readonly command: Command
  readonly language: Language
}

/** Words that are a command if a message consists of nothing else. */
const table: Readonly<Record<string, CommandRequest>> = {
  hilfe: { command: 'help', language: 'de' },
  help: { command: 'help', language: 'en' },
  befehle: { command: 'help', language: 'de' },
  'was kannst du': { command: 'help', language: 'de' },
  'was kannst du alles': { command: 'help', language: 'de' },
  'was koennen sie': { command: 'help', language: 'de' },
  'was koennen sie alles': { command: 'help', language: 'de' },
  commands: { command: 'help', language: 'en' },
  'what can you do': { command: 'help', language: 'en' },
  themen: { command: 'topics', language: 'de' },
  topics: { command: 'topics', language: 'en' },
  datenschutz: { command: 'privacy', language: 'de' },
  privacy: { command: 'privacy', language: 'en' },
  'data protection': { command: 'privacy', language: 'en' },
  'datenschutz genau': { command: 'privacy-in-full', language: 'de' },
  'privacy in full': { command: 'privacy-in-full', language: 'en' },
  quelle: { command: 'source', language: 'de' },
  source: { command: 'source', language: 'en' },
}

/** A greeting alone asks for nothing yet; whoever knows what the bot is for can go on. */
const greetings: Readonly<Record<Language, readonly string[]>> = {
  de: 'hi|hallo|hey|moin|moin moin|servus|gruess gott|guten tag|guten morgen|guten abend'.split('|'),
  en: 'hello|good morning|good afternoon|good evening'.split('|'),
}

const commands: ReadonlyMap<string, CommandRequest> = new Map([
  ...Object.entries(table),
  ...(['de', 'en'] as const).flatMap((language) =>
    greetings[language].map((greeting) => [greeting, { command: 'greeting', language }] as const),
  ),
])

/** The command that a whole message consists of, with the language in which it was given. */
export const parseCommand = (words: readonly Word[]): CommandRequest | undefined =>
  commands.get(joinWords(words))
