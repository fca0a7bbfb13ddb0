import { toJsonSchema } from '@valibot/to-json-schema'
import { configSchema } from '../../config/schema.ts'
import { declinesSchema, faqSchema, lexiconSchema } from '../../knowledge/schemas.ts'
import {
  abbreviationsSchema,
  functionWordsSchema,
  lettersSchema,
  phrasesSchema,
  wordsSchema,
} from './word-schemas.ts'

/** The definitions that check the files people write, by the name of the file's JSON Schema. */
const definitions = {
  config: {
    schema: configSchema,
    title: 'Configuration of Hinweisbot; config.example.yaml explains each key',
  },
  faq: { schema: faqSchema, title: 'FAQ entries of a notice' },
  declines: { schema: declinesSchema, title: 'What a notice does not answer' },
  lexicon: { schema: lexiconSchema, title: 'Words of the domain that mean the same' },
  abbreviations: { schema: abbreviationsSchema, title: 'Abbreviations that end no sentence' },
  'function-words': { schema: functionWordsSchema, title: 'Words without a topic of their own' },
  letters: { schema: lettersSchema, title: 'How lines of mails, tickets and chats look, by language' },
  phrases: { schema: phrasesSchema, title: 'What people say to the bot that is no question' },
  words: { schema: wordsSchema, title: 'Words by which the form of a sentence is told' },
} as const

/** File names and contents of the JSON Schemas by which editors complete and check while typing. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(definitions).map(([name, { schema, title }]) => {
      // Draft 7 is what yaml-language-server knows best.
      const { $schema, ...rest } = toJsonSchema(schema, {
        typeMode: 'input',
        target: 'draft-07',
        ignoreActions: ['trim'],
      })
      return [`${name}.schema.json`, `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`]
    }),
  )
}
