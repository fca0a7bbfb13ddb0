import * as v from '../documents/valibot.ts'

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const id = v.pipe(
  v.string(),
  v.regex(idPattern, 'expected lower-case words joined by hyphens, such as "server-standort"'),
)
const text = v.pipe(v.string(), v.trim(), v.nonEmpty('expected a text, found an empty one'))
const bilingual = v.mapping({ de: text, en: text })
const texts = v.pipe(v.array(text), v.minLength(1, 'expected at least one'))
const questions = v.pipe(
  v.mapping({ de: texts, en: texts }),
  v.description('How people ask; the more different, the better.'),
)
const stableId = v.pipe(id, v.description('Stable name of the entry; appears in statistics.'))

const faqEntry = v.mapping({
  id: stableId,
  topic: v.pipe(bilingual, v.description('What the entry is about, as lists and suggestions show it.')),
  quotes: v.pipe(texts, v.description('Whole sentences of the notice, word for word.')),
  questions,
})

const declineEntry = v.mapping({
  id: stableId,
  gap: v.pipe(bilingual, v.description('One sentence that says what the notice does not state.')),
  questions,
})

/** `faq.yaml`: what the notice answers. */
export const faqSchema = v.mapping({
  entries: v.pipe(v.array(faqEntry), v.minLength(1, 'expected at least one entry')),
})

/** `declines.yaml`: what people ask nearby and the notice does not answer. */
export const declinesSchema = v.mapping({ declines: v.array(declineEntry) })

/** `lexicon.yaml`: words of the domain that mean the same. */
export const lexiconSchema = v.mapping({ concepts: v.array(v.mapping({ id, terms: texts })) })
