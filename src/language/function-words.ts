import words from './data/function-words.json' with { type: 'json' }

/**
 * Words that carry grammar or courtesy rather than a topic, normalised. Except for `particles` they keep their weight in matching ("wer",
 * "wo" and "nicht" tell questions apart) but say nothing about whether a query is about the notice at all.
 */
export const functionWords: ReadonlySet<string> = new Set(words.functionWords)

/** Particles that people put into questions: "Wo stehen denn eigentlich die Server?" asks the same without them. */
export const particles: ReadonlySet<string> = new Set(words.particles)

/** Words that occur in every longer text of one language and hardly in the other. */
export const wordsOfLanguage: Readonly<Record<'de' | 'en', ReadonlySet<string>>> = {
  de: new Set(words.german),
  en: new Set(words.english),
}
