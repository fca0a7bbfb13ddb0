import Fuse from 'fuse.js'
import { limit } from './common.js'

const create = (options) => (phrasings) => {
  const fuse = new Fuse(phrasings, { keys: ['text'], includeScore: true, ...options })
  return (text) =>
    fuse.search(text, { limit }).map(({ item, score }) => ({ entry: item.entry, score: 1 - score }))
}

/** @type {import('./common.js').Library} */
export const fuse = {
  title: 'Fuse, default search',
  package: 'fuse.js',
  settings: [
    { name: 'defaults', create: create({}) },
    {
      name: 'anywhere in the text, no length norm, no diacritics',
      create: create({ ignoreLocation: true, ignoreFieldNorm: true, ignoreDiacritics: true, threshold: 0.6 }),
    },
  ],
}

/** @type {import('./common.js').Library} */
export const fuseToken = {
  title: 'Fuse, token search',
  package: 'fuse.js',
  settings: [
    { name: 'defaults', create: create({ useTokenSearch: true }) },
    {
      name: 'threshold .25, no length norm, no diacritics',
      create: create({
        useTokenSearch: true,
        threshold: 0.25,
        ignoreFieldNorm: true,
        ignoreDiacritics: true,
      }),
    },
  ],
}
