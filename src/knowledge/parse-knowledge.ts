import type { Issue } from '../documents/issue.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { Source } from '../documents/parse-document.ts'
import type { Concept } from '../language/lexicon.ts'
import type { LocatedEntry } from './located-entry.ts'
import { parseFolder } from './parse-folder.ts'
import type { FolderSources } from './parse-folder.ts'
import { lexiconSchema } from './schemas.ts'
import type { KnowledgeBase } from './types.ts'

export interface KnowledgeSources {
  readonly notices: readonly FolderSources[]
  /** The declines that go for every notice. */
  readonly general: FolderSources | undefined
  readonly lexicon: Source | undefined
}

export type KnowledgeResult =
  | {
      readonly ok: true
      readonly knowledge: KnowledgeBase
      /** Where the entries of the knowledge stand. */
      readonly located: readonly LocatedEntry[]
    }
  | {
      readonly ok: false
      readonly issues: readonly Issue[]
      /** What could be read, for those who mend the rest: the bot must not answer from it. */
      readonly readable: KnowledgeBase
    }

/** Parses and verifies everything the bot knows, and collects the problems of all files before it gives up. */
export function parseKnowledge({ notices, general, lexicon }: KnowledgeSources): KnowledgeResult {
  const folders = [...notices, ...(general ? [general] : [])].map(parseFolder)
  const words = parseLexicon(lexicon)
  const issues = [...folders.flatMap((folder) => folder.issues), ...words.issues]
  const knowledge = {
    notices: folders.flatMap(({ notice }) => (notice ? [notice] : [])),
    entries: folders.flatMap((folder) => folder.entries),
    declines: folders.flatMap((folder) => folder.declines),
    lexicon: words.concepts,
  }
  if (issues.length > 0) return { ok: false, issues, readable: knowledge }
  return { ok: true, knowledge, located: folders.flatMap((folder) => folder.located) }
}

interface Lexicon {
  readonly concepts: readonly Concept[]
  readonly issues: readonly Issue[]
}

function parseLexicon(source: Source | undefined): Lexicon {
  if (source === undefined) return { concepts: [], issues: [] }
  const result = parseDocument(source, lexiconSchema)
  return result.ok
    ? { concepts: result.document.value.concepts, issues: [] }
    : { concepts: [], issues: result.issues }
}
