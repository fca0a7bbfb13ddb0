import type { Bilingual } from '../../src/knowledge/types.ts'
import { handOverSentences } from '../../src/replies/hand-over-sentences.ts'
import { privacySentences } from '../../src/replies/privacy-sentences.ts'
import { sentences } from '../../src/replies/sentences.ts'

export type SentenceName =
  | keyof typeof sentences
  | `handOver.${keyof typeof handOverSentences}`
  | `privacy.${keyof typeof privacySentences}`

const under = (topic: string, named: Readonly<Record<string, Required<Bilingual>>>) =>
  Object.fromEntries(Object.entries(named).map(([name, said]) => [`${topic}.${name}`, said]))

/** Everything the bot says in its own words, by name. */
export const allSentences: Readonly<Record<string, Required<Bilingual>>> = {
  ...sentences,
  ...under('handOver', handOverSentences),
  ...under('privacy', privacySentences),
}
