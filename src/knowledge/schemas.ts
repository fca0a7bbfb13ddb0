import { z } from 'zod'

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'expected lower-case words joined by hyphens, such as "server-standort"')
const text = z.string().trim().min(1, 'expected a text, found an empty one')
const bilingual = z.strictObject({ de: text, en: text })
const questions = z.strictObject({ de: z.array(text).min(1), en: z.array(text).min(1) })

/** `faq.yaml`: what the notice answers. */
export const faqSchema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        id: id.describe('Stable name of the entry; appears in statistics.'),
        topic: bilingual.describe('What the entry is about, as lists and suggestions show it.'),
        quotes: z.array(text).min(1).describe('Whole sentences of the notice, word for word.'),
        questions: questions.describe('How people ask; the more different, the better.'),
      }),
    )
    .min(1),
})

/** `declines.yaml`: what people ask nearby and the notice does not answer. */
export const declinesSchema = z.strictObject({
  declines: z.array(
    z.strictObject({
      id: id.describe('Stable name of the entry; appears in statistics.'),
      gap: bilingual.describe('One sentence that says what the notice does not state.'),
      questions: questions.describe('How people ask; the more different, the better.'),
    }),
  ),
})

/** `lexicon.yaml`: words of the domain that mean the same. */
export const lexiconSchema = z.strictObject({
  concepts: z.array(z.strictObject({ id, terms: z.array(text).min(1) })),
})
