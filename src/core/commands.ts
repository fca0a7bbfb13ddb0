import type { Language } from '../knowledge/types.ts'
import type { Command } from '../replies/types.ts'
import { wordsOf } from './words-of.ts'

const commands: readonly {
  readonly words: RegExp
  readonly command: Command
  readonly language: Language
}[] = [
  { words: /^hilfe$/, command: 'help', language: 'de' },
  { words: /^help$/, command: 'help', language: 'en' },
  { words: /^themen$/, command: 'topics', language: 'de' },
  { words: /^topics$/, command: 'topics', language: 'en' },
  { words: /^datenschutz$/, command: 'privacy', language: 'de' },
  { words: /^(privacy|data protection)$/, command: 'privacy', language: 'en' },
  { words: /^quelle$/, command: 'source', language: 'de' },
  { words: /^source$/, command: 'source', language: 'en' },
  // A greeting alone asks for nothing yet; who knows what the bot is for can go on.
  {
    words: /^(hi|hallo|hey|moin( moin)?|servus|gruess gott|guten (tag|morgen|abend))$/,
    command: 'help',
    language: 'de',
  },
  { words: /^(hello|good (morning|afternoon|evening))$/, command: 'help', language: 'en' },
  {
    words:
      /^(ok(ay)? )?((vielen|besten|herzlichen) dank|danke( schoen| sehr| dir| ihnen)?|dankeschoen|super|prima|alles klar|verstanden)$|^ok(ay)?$/,
    command: 'thanks',
    language: 'de',
  },
  {
    words: /^(ok(ay)? )?(thanks( a lot)?|thank you( very much)?|thx|cheers)$/,
    command: 'thanks',
    language: 'en',
  },
]

/** The command or courtesy that a whole message consists of, with the language in which it was given. */
export function parseCommand(
  text: string,
): { readonly command: Command; readonly language: Language } | undefined {
  const words = wordsOf(text)
  const found = commands.find((entry) => entry.words.test(words))
  return found && { command: found.command, language: found.language }
}
