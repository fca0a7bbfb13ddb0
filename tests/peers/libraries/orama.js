import { create as createDatabase, insertMultiple, search } from '@orama/orama'
import { stemmer } from '@orama/stemmers/german'
import { stopwords } from '@orama/stopwords/german'
import { limit } from './common.js'

const create =
  ({ tokenizer, options }) =>
  async (phrasings) => {
    const database = createDatabase({
      schema: { entry: 'string', text: 'string' },
      components: { tokenizer: { language: 'german', stemming: true, stemmer, ...tokenizer } },
    })
    await insertMultiple(
      database,
      phrasings.map(({ entry, text }) => ({ entry, text })),
    )
    return async (term) => {
      const { hits } = await search(database, { term, properties: ['text'], limit, ...options })
      return hits.map(({ document, score }) => ({ entry: document.entry, score }))
    }
  }

/** @type {import('./common.js').Library} */
export const orama = {
  title: 'Orama, German',
  package: '@orama/orama',
  settings: [
    { name: 'German stemmer', create: create({}) },
    { name: 'German stemmer and stop words', create: create({ tokenizer: { stopWords: stopwords } }) },
    { name: 'German stemmer, tolerance 1', create: create({ options: { tolerance: 1 } }) },
  ],
}
