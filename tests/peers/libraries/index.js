import { flexsearch } from './flexsearch.js'
import { fuse, fuseToken } from './fuse.js'
import { lunrGerman } from './lunr.js'
import { minisearch } from './minisearch.js'
import { nlpjs } from './nlpjs.js'
import { orama } from './orama.js'

/** @type {Readonly<Record<string, import('./common.js').Library>>} */
export const libraries = { fuse, fuseToken, minisearch, orama, flexsearch, lunr: lunrGerman, nlpjs }
