import MiniSearch from 'minisearch'

const create = (searchOptions) => (phrasings) => {
  const index = new MiniSearch({ fields: ['text'], storeFields: ['entry'], searchOptions })
  index.addAll(phrasings.map((phrasing, id) => ({ id, ...phrasing })))
  return (text) => index.search(text).map(({ entry, score }) => ({ entry, score }))
}

/** @type {import('./common.js').Library} */
export const minisearch = {
  title: 'MiniSearch',
  package: 'minisearch',
  settings: [
    { name: 'defaults', create: create({}) },
    { name: 'fuzzy .2', create: create({ fuzzy: 0.2 }) },
    { name: 'fuzzy .2, prefix', create: create({ fuzzy: 0.2, prefix: true }) },
  ],
}
