import { cpSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { KnowledgeError, loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { KnowledgeWatcher } from '../../src/knowledge-files/knowledge-watcher.ts'
import { prepareKnowledge } from '../../src/knowledge-files/prepare-knowledge.ts'
import { fixtureFolder } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const { signal } = new AbortController()

describe('knowledge prepared apart', () => {
  it('is what loading it gives, with an index that answers', async () => {
    using directory = temporaryDirectory()
    const place = {
      directory: fixtureFolder('basic'),
      encoder: false,
      keptFile: path.join(directory.path, 'kept'),
    }
    const { knowledge, index } = await prepareKnowledge(place, signal)
    expect(knowledge).toEqual(await loadKnowledge(place.directory))
    const core = createCore(knowledge, { name: 'Hinweisbot', contact: undefined }, { index })
    expect(core.respond({ text: 'Wann hat die Bibliothek geöffnet?', addressing: 'direct' }).kind).toBe(
      'answer',
    )
  })

  it('is refused with all its problems', async () => {
    using directory = temporaryDirectory()
    const place = {
      directory: fixtureFolder('several-problems'),
      encoder: false,
      keptFile: path.join(directory.path, 'kept'),
    }
    const problems = await loadKnowledge(place.directory).catch((error: unknown) => error)
    const refused = await prepareKnowledge(place, signal).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(KnowledgeError)
    expect(refused).toEqual(problems)
  })

  it('is given up at once when the bot stops', async () => {
    const place = { directory: fixtureFolder('basic'), encoder: false, keptFile: '' }
    await expect(prepareKnowledge(place, AbortSignal.abort())).rejects.toThrow(/abort/i)
  })
})

describe('the knowledge watcher', () => {
  it('notices a file that is changed or replaced, once for several changes', async () => {
    using directory = temporaryDirectory()
    cpSync(fixtureFolder('basic'), directory.path, { recursive: true })
    const onChange = vi.fn<() => void>()
    const onFault = vi.fn<(error: unknown) => void>()
    using watcher = new KnowledgeWatcher({ directory: directory.path, onChange, onFault })
    expect(watcher).toBeDefined()
    const faq = path.join(directory.path, 'library/faq.yaml')
    writeFileSync(faq, 'entries: []\n')
    writeFileSync(faq, 'entries: [] # again\n')
    await vi.waitFor(() => {
      expect(onChange).toHaveBeenCalledTimes(1)
    }, 10_000)
    writeFileSync(`${faq}.new`, 'entries: []\n')
    renameSync(`${faq}.new`, faq)
    await vi.waitFor(() => {
      expect(onChange).toHaveBeenCalledTimes(2)
    }, 10_000)
    expect(onFault).not.toHaveBeenCalled()
  })

  it('says so if there is nothing to watch', () => {
    const onFault = vi.fn<(error: unknown) => void>()
    using watcher = new KnowledgeWatcher({ directory: '/nowhere', onChange: () => undefined, onFault })
    expect(watcher).toBeDefined()
    expect(onFault).toHaveBeenCalledTimes(1)
  })
})
