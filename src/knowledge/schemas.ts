import * as v from '../documents/valibot.ts'
import { askedCommands } from './types.ts'

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const id = v.pipe(
  v.string(),
  v.regex(idPattern, 'expected lower-case words joined by hyphens, such as "server-standort"'),
)
const text = v.pipe(v.string(), v.trim(), v.nonEmpty('expected a text, found an empty one'))
const texts = v.pipe(v.array(text), v.minLength(1, 'expected at least one'))

/** A text alone is German. */
const bilingual = v.textOr(
  v.pipe(
    text,
    v.transform((de) => ({ de })),
  ),
  v.mapping({ de: text, en: v.exactOptional(text) }),
)

/** A list alone is German. */
const questions = v.pipe(
  v.optional(
    v.listOr(
      v.pipe(
        v.array(text),
        v.transform((de) => ({ de, en: [] })),
      ),
      v.mapping({ de: v.optional(v.array(text), []), en: v.optional(v.array(text), []) }),
    ),
    { de: [], en: [] },
  ),
  v.description(
    'How people ask, 5 to 20 that differ; a list alone is German. The mass of them goes to phrasings/.',
  ),
)
const stableId = v.pipe(
  id,
  v.description('Stable name of the entry, unique in its notice; appears in statistics.'),
)
const why = v.optional(
  v.pipe(text, v.description('A remark for those who review the entry; nobody else sees it.')),
)

const faqEntry = v.mapping({
  id: stableId,
  topic: v.pipe(bilingual, v.description('What the entry is about, as lists and suggestions show it.')),
  quotes: v.pipe(texts, v.description('Whole sentences, items or table rows of the notice, word for word.')),
  questions,
  why,
})

const declineEntry = v.mapping({
  id: stableId,
  gap: v.pipe(bilingual, v.description('One sentence that says what the notice does not state.')),
  questions,
  vague: v.optional(
    v.pipe(
      v.boolean(),
      v.description('True if the questions name no topic, so that what was said before decides.'),
    ),
    false,
  ),
  smallTalk: v.optional(
    v.pipe(
      v.boolean(),
      v.description('True if the messages are about no service, so that nobody else has to be asked.'),
    ),
    false,
  ),
  command: v.exactOptional(
    v.pipe(
      v.picklist(askedCommands),
      v.description(
        "The bot's command that the questions ask for in other words; its reply is given instead of the gap.",
      ),
    ),
  ),
  why,
})

/** `faq.yaml`: what the notice answers. */
export const faqSchema = v.mapping({ entries: v.array(faqEntry) })

/** `declines.yaml`: what people ask nearby and the notice does not answer. */
export const declinesSchema = v.mapping({ declines: v.array(declineEntry) })

/** `lexicon.yaml`: words of the domain that mean the same. */
export const lexiconSchema = v.mapping({ concepts: v.array(v.mapping({ id, terms: texts })) })
