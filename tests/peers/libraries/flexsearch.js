import { Charset, Index } from 'flexsearch'
import { limit } from './common.js'

/** FlexSearch ranks without scores; its resolution buckets, best first, are the nearest thing. */
const create = (options) => (phrasings) => {
  const index = new Index({ resolution: 9, ...options })
  phrasings.forEach(({ text }, id) => index.add(id, text))
  return (text) => {
    const buckets = index.search(text, { limit, suggest: true, resolve: false })?.result ?? []
    return buckets.flatMap((ids, rank) =>
      ids.map((id) => ({ entry: phrasings[id].entry, score: 1 / (1 + rank) })),
    )
  }
}

/** @type {import('./common.js').Library} */
export const flexsearch = {
  title: 'FlexSearch',
  package: 'flexsearch',
  settings: [
    { name: 'forward', create: create({ tokenize: 'forward' }) },
    { name: 'strict', create: create({ tokenize: 'strict' }) },
    { name: 'forward, LatinBalance', create: create({ tokenize: 'forward', encoder: Charset.LatinBalance }) },
    { name: 'strict, LatinBalance', create: create({ tokenize: 'strict', encoder: Charset.LatinBalance }) },
  ],
}
