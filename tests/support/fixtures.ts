import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Source } from '../../src/documents/parse-document.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'

const folder = path.join(import.meta.dirname, '../fixtures')

/** Where a knowledge fixture lies, by its name. */
export const fixtureFolder = (name: string): string => path.join(folder, 'knowledge', name)

/** A small library's rules: nine entries, two decline entries, a lexicon. */
export const libraryKnowledge = (): Promise<KnowledgeBase> => loadKnowledge(fixtureFolder('basic'))

const root = path.join(import.meta.dirname, '../..')

/** The knowledge that the product ships. */
const realFolder: string = path.join(root, 'knowledge')
export const realKnowledge = (): Promise<KnowledgeBase> => loadKnowledge(realFolder)

/** The notice that the product ships, as a source to parse. */
export function realNotice(): Source {
  return { file: 'notice.md', text: readFileSync(path.join(realFolder, 'softphone/notice.md'), 'utf8') }
}

export const readFixture = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
