import { createRequire } from 'node:module'
import { limit } from './common.js'

const require = createRequire(import.meta.url)
const lunr = require('lunr')
require('lunr-languages/lunr.stemmer.support.js')(lunr)
require('lunr-languages/lunr.de.js')(lunr)
require('lunr-languages/lunr.multi.js')(lunr)

const create =
  ({ language, term }) =>
  (phrasings) => {
    const index = lunr(function build() {
      this.use(language())
      this.field('text')
      phrasings.forEach(({ text }, id) => this.add({ id, text }))
    })
    // `index.search` would read colons and hyphens of the message as query syntax.
    return (text) =>
      index
        .query((query) => {
          for (const token of lunr.tokenizer(text)) query.term(token.toString(), term(token.toString()))
        })
        .slice(0, limit)
        .map(({ ref, score }) => ({ entry: phrasings[Number(ref)].entry, score }))
  }

const german = () => lunr.de
const both = () => lunr.multiLanguage('en', 'de')
const exact = () => ({})
const fuzzy = (token) => ({ editDistance: token.length > 4 ? 1 : 0 })

/** @type {import('./common.js').Library} */
export const lunrGerman = {
  title: 'lunr with lunr-languages',
  package: 'lunr',
  settings: [
    { name: 'German', create: create({ language: german, term: exact }) },
    { name: 'German and English', create: create({ language: both, term: exact }) },
    { name: 'German, edit distance 1', create: create({ language: german, term: fuzzy }) },
  ],
}
