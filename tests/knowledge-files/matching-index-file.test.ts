import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { toPhrase } from '../../src/language/words.ts'
import { createMatcher } from '../../src/matching/matcher.ts'
import { loadMatchingIndex } from '../../src/knowledge-files/matching-index-file.ts'
import { libraryKnowledge } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const knowledge = await libraryKnowledge()
const question = knowledge.entries[0]?.questions.de[0] ?? ''

describe('the file that keeps the matching index', () => {
  it('gives the same matches as the index that was built', async () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'new', 'index')
    const built = createMatcher(knowledge, { index: await loadMatchingIndex(knowledge, file) })
    const kept = createMatcher(knowledge, { index: await loadMatchingIndex(knowledge, file) })
    expect(kept.match(toPhrase(question))).toEqual(built.match(toPhrase(question)))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not used for other knowledge', async () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'index')
    await loadMatchingIndex(knowledge, file)
    const fewer = { ...knowledge, entries: knowledge.entries.slice(1) }
    const index = await loadMatchingIndex(fewer, file)
    expect(
      createMatcher(fewer, { index })
        .match(toPhrase(question))
        .flatMap(({ hits }) => hits)
        .map(({ target }) => target.entry.id),
    ).not.toContain(knowledge.entries[0]?.id)
  })

  it('is built again when it is broken', async () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'index')
    writeFileSync(file, 'broken')
    const index = await loadMatchingIndex(knowledge, file)
    expect(createMatcher(knowledge, { index }).match(toPhrase(question))[0]?.hits.length).toBeGreaterThan(0)
    expect(readFileSync(file).length).toBeGreaterThan(6)
  })

  it('is done without where it cannot be written', async () => {
    using directory = temporaryDirectory()
    const noFolder = path.join(directory.path, 'file')
    writeFileSync(noFolder, '')
    const index = await loadMatchingIndex(knowledge, path.join(noFolder, 'index'))
    expect(createMatcher(knowledge, { index }).match(toPhrase(question))[0]?.hits.length).toBeGreaterThan(0)
  })
})
