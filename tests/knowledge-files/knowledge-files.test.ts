import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { unquotedPassages } from '../../src/knowledge/unquoted-passages.ts'
import { KnowledgeError, loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fixtureFolder, libraryKnowledge, realKnowledge } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** What is wrong in a folder, one `file:line:column: path: message` per problem. */
async function problemsOf(folder: string): Promise<string[]> {
  try {
    await loadKnowledge(folder)
    return []
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error
    return error.message.split('\n').map((line) => line.replace(`${folder}/`, '').replace(folder, '.'))
  }
}

describe('loadKnowledge', () => {
  it('loads a notice with its FAQ, its gaps and the lexicon', async () => {
    const { notices, entries, declines, lexicon } = await libraryKnowledge()
    expect(notices.map(({ id }) => id)).toEqual(['library'])
    expect(entries).toHaveLength(9)
    expect(declines.map(({ id }) => id)).toEqual(['drucken', 'parken'])
    expect(lexicon.map(({ id }) => id)).toContain('geld')
  })

  it('loads a second notice from a second folder, and passes over hidden folders', async () => {
    const { notices, entries } = await loadKnowledge(fixtureFolder('two-notices'))
    expect(notices.map(({ title }) => title)).toEqual(['Garten', 'Parkplatz'])
    expect(entries.find(({ id }) => id === 'schranke')).toMatchObject({
      notice: 'parking',
      quotes: [
        {
          text: 'Die Schranke öffnet mit dem Dienstausweis.',
          citation: {
            notice: 'Parkplatz',
            section: 'Schranke',
            paragraph: 1,
            url: 'https://parken.example/hinweis',
          },
        },
      ],
    })
  })

  it.each([
    ['duplicate-id', ['garden/faq.yaml:11:9: id "sommer" is used twice']],
    [
      'duplicate-question',
      [
        'garden/faq.yaml:18:11: question "wann ist der GARTEN offen" stands in "sommer" already',
        'garden/declines.yaml:6:12: question "May I bring my dog?!" stands in "hunde" already',
      ],
    ],
    ['unknown-key', ['garden/faq.yaml:13:12: entries[1].quote: unknown key']],
    [
      'empty-question',
      ['garden/faq.yaml:18:11: entries[1].questions.de[1]: expected a text, found an empty one'],
    ],
    [
      'bad-id',
      [
        'garden/faq.yaml:2:9: entries[0].id: expected lower-case words joined by hyphens, such as "server-standort"',
      ],
    ],
    [
      'quote-not-in-notice',
      ['garden/faq.yaml:14:9: not in the notice word for word; closest wording: "Hunde bleiben draußen."'],
    ],
    [
      'part-of-a-sentence',
      [
        'garden/faq.yaml:5:9: not in the notice word for word; closest wording: "Der Garten ist im Sommer offen."',
      ],
    ],
    [
      'across-paragraphs',
      ['garden/faq.yaml:5:9: not in the notice word for word; closest wording: "Hunde bleiben draußen."'],
    ],
    [
      'changed-notice',
      [
        'garden/faq.yaml:5:9: not in the notice word for word; closest wording: "Der Garten ist von Mai bis September offen."',
        'garden/faq.yaml:23:9: not in the notice word for word; closest wording: "Gegossen wird frühmorgens."',
      ],
    ],
    [
      'no-front-matter',
      ['garden/notice.md:1:1: expected front matter between two lines "---" with at least "title"'],
    ],
    ['missing-faq', ['garden/faq.yaml:1:1: no such file']],
    ['no-such-folder', ['.:1:1: no such folder']],
  ])('refuses %s, and says where', async (fixture, problems) => {
    expect(await problemsOf(fixtureFolder(fixture))).toEqual(problems)
  })

  // The rest of these messages is worded by the parsers of YAML and of the schema.
  it.each([
    ['broken-yaml', [/^garden\/faq\.yaml:3:1: /]],
    ['missing-language', [/^garden\/faq\.yaml:6:7: entries\[0\]\.questions\.en: /]],
    [
      'bad-front-matter',
      [
        /^garden\/notice\.md:2:1: title: /,
        /^garden\/notice\.md:3:6: url: /,
        /^garden\/notice\.md:4:7: date: /,
        /^garden\/notice\.md:2:8: titel: unknown key$/,
      ],
    ],
    [
      'several-problems',
      [
        /^garden\/faq\.yaml:11:13: entries\[0\]\.topics: unknown key$/,
        /^garden\/declines\.yaml:3:10: declines\[0\]\.gap\.en: /,
        /^lexicon\.yaml:3:12: concepts\[0\]\.terms: /,
      ],
    ],
  ])('names the place of every problem in %s', async (fixture, patterns) => {
    const problems = await problemsOf(fixtureFolder(fixture))
    expect(problems).toEqual(patterns.map((pattern): unknown => expect.stringMatching(pattern)))
  })

  it('refuses a folder without any notice', async () => {
    using directory = temporaryDirectory()
    expect(await problemsOf(directory.path)).toEqual([
      '.:1:1: no notice here; expected a folder per notice with notice.md and faq.yaml',
    ])
  })

  it('reads files that an editor saved with a byte order mark', async () => {
    using directory = temporaryDirectory()
    cpSync(fixtureFolder('basic'), directory.path, { recursive: true })
    for (const name of ['notice.md', 'faq.yaml', 'declines.yaml']) {
      const file = path.join(directory.path, 'library', name)
      writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`)
    }
    expect(await loadKnowledge(directory.path)).toEqual(await libraryKnowledge())
  })

  it('does not depend on the order in which folders were made', async () => {
    using directory = temporaryDirectory()
    for (const name of ['parking', 'garden']) {
      mkdirSync(path.join(directory.path, name))
      cpSync(path.join(fixtureFolder('two-notices'), name), path.join(directory.path, name), {
        recursive: true,
      })
    }
    expect(await loadKnowledge(directory.path)).toEqual(await loadKnowledge(fixtureFolder('two-notices')))
  })
})

describe('unquotedPassages', () => {
  it('lists the sentences that no entry quotes', async () => {
    const unquoted = unquotedPassages(await loadKnowledge(fixtureFolder('unquoted-passage')))
    expect(unquoted).toEqual([
      { id: 'garden/1.1.2', text: 'Hunde bleiben draußen.' },
      { id: 'garden/1.2.1', text: 'Gegossen wird abends.' },
    ])
  })

  it('finds none in the knowledge that ships', async () => {
    expect(unquotedPassages(await realKnowledge())).toEqual([])
  })
})
