import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { unquotedPassages } from '../../src/knowledge/unquoted-passages.ts'
import { KnowledgeError, loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fixtureFolder, libraryKnowledge, realKnowledge } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** The problems of a folder, one `file:line:column: path: message` per problem. */
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
    expect(declines.map(({ id }) => id)).toEqual(['library/drucken', 'library/parken'])
    expect(lexicon.map(({ id }) => id)).toContain('geld')
  })

  it('loads a second notice from a second folder, and passes over hidden folders', async () => {
    const { notices, entries } = await loadKnowledge(fixtureFolder('two-notices'))
    expect(notices.map(({ title }) => title)).toEqual(['Garten', 'Parkplatz'])
    expect(entries.find(({ id }) => id === 'parking/schranke')).toMatchObject({
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
        'garden/faq.yaml:5:9: a part of a sentence or item; quote the whole: "Der Garten ist im Sommer offen."',
      ],
    ],
    [
      'across-paragraphs',
      ['garden/faq.yaml:5:9: several passages that are no neighbours in one paragraph; make a quote of each'],
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
    ['no-such-folder', ['.:1:1: no such folder']],
  ])('refuses %s, and says where', async (fixture, problems) => {
    expect(await problemsOf(fixtureFolder(fixture))).toEqual(problems)
  })

  // The rest of these messages is worded by the parsers of YAML and of the schema.
  it.each([
    ['broken-yaml', [/^garden\/faq\.yaml:3:1: /]],
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
      '.:1:1: no notice here; expected a folder per notice with a notice.md',
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

  it.each(['notice.md', 'faq.yaml', 'declines.yaml', 'phrasings/more.tsv'])(
    'refuses a file that is not UTF-8: %s',
    async (name) => {
      using directory = temporaryDirectory()
      cpSync(fixtureFolder('basic'), directory.path, { recursive: true })
      mkdirSync(path.join(directory.path, 'library/phrasings'), { recursive: true })
      writeFileSync(path.join(directory.path, 'library', name), Buffer.from('Schließfächer', 'latin1'))
      expect(await problemsOf(directory.path)).toEqual([
        `library/${name}:1:1: is not UTF-8; save it as UTF-8`,
      ])
    },
  )

  it('says why a file cannot be read', async () => {
    using directory = temporaryDirectory()
    cpSync(fixtureFolder('basic'), directory.path, { recursive: true })
    rmSync(path.join(directory.path, 'library/faq.yaml'))
    mkdirSync(path.join(directory.path, 'library/faq.yaml'))
    expect(await problemsOf(directory.path)).toEqual([
      'library/faq.yaml:1:1: cannot be read (EISDIR: it is a directory)',
    ])
    rmSync(path.join(directory.path, 'library/faq.yaml'), { recursive: true })
    writeFileSync(path.join(directory.path, 'library/phrasings'), '')
    expect(await problemsOf(directory.path)).toEqual([
      'library/phrasings:1:1: cannot be read (ENOTDIR: a file stands where a folder should be)',
    ])
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

describe('the layout of a folder', () => {
  /** A garden's notice, with the files given beside it. */
  async function garden(files: Readonly<Record<string, string>>) {
    using directory = temporaryDirectory()
    const write = (name: string, text: string) => {
      const file = path.join(directory.path, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    write('garden/notice.md', '---\ntitle: Garten\n---\n\nDer Garten ist offen.\n')
    for (const [name, text] of Object.entries(files)) write(name, text)
    const problems = await problemsOf(directory.path)
    return { problems, knowledge: problems.length === 0 ? await loadKnowledge(directory.path) : undefined }
  }
  const faq =
    "entries:\n  - { id: offen, topic: 'Öffnung', quotes: ['Der Garten ist offen.'], questions: ['Ist offen?'] }\n"

  it('may be a notice alone, whose passages then stand for themselves', async () => {
    const { knowledge } = await garden({})
    expect(knowledge?.notices.map(({ id }) => id)).toEqual(['garden'])
    expect(knowledge?.entries.length).toBeGreaterThan(0)
    for (const { questions, quotes } of knowledge?.entries ?? []) {
      expect(questions).toEqual({ de: [], en: [] })
      expect(quotes).toHaveLength(1)
    }
  })

  it('takes texts and questions without a language for German', async () => {
    const { knowledge } = await garden({ 'garden/faq.yaml': faq })
    expect(knowledge?.entries).toMatchObject([
      { id: 'garden/offen', topic: { de: 'Öffnung' }, questions: { de: ['Ist offen?'], en: [] } },
    ])
  })

  it('adds the phrasings of phrasings/ to those that people review', async () => {
    const { knowledge } = await garden({
      'garden/faq.yaml': faq,
      'garden/phrasings/asked.tsv': '# note\n\noffen\tde\tasked\tkann man rein\noffen\ten\timagined\tOpen?\n',
    })
    expect(knowledge?.entries[0]?.questions).toEqual({ de: ['Ist offen?', 'kann man rein'], en: ['Open?'] })
  })

  it.each([
    ['zu\tde\tasked\tIst zu?', 'garden/phrasings/a.tsv:1:1: no entry "zu" in faq.yaml or declines.yaml'],
    [
      'offen\tde\tIst zu?',
      'garden/phrasings/a.tsv:1:1: expected "entry", "de" or "en", "asked" or "imagined", and the question, with tabs between; found 3 column(s)',
    ],
    [
      'offen\tDE\tasked\tIst zu?',
      'garden/phrasings/a.tsv:1:1: expected "de" or "en" behind the entry, found "DE"',
    ],
    [
      'offen\tde\tme\tIst zu?',
      'garden/phrasings/a.tsv:1:1: expected "asked" or "imagined" behind the language, found "me"',
    ],
    [
      'offen\tde\tasked\t',
      'garden/phrasings/a.tsv:1:1: the question is missing; expected "entry", "de" or "en", "asked" or "imagined", and the question, with tabs between',
    ],
    [
      'offen\tde\tasked\tIst offen?',
      'garden/phrasings/a.tsv:1:1: question "Ist offen?" stands in "offen" already',
    ],
  ])('names the line of a phrasing that can’t be used: %j', async (line, problem) => {
    const { problems } = await garden({ 'garden/faq.yaml': faq, 'garden/phrasings/a.tsv': `${line}\n` })
    expect(problems).toEqual([problem])
  })

  it('lets two notices have entries of the same name and question', async () => {
    const { knowledge } = await garden({
      'garden/faq.yaml': faq,
      'park/notice.md': '---\ntitle: Park\n---\n\nDer Garten ist offen.\n',
      'park/faq.yaml': faq,
    })
    expect(knowledge?.entries.map(({ id }) => id)).toEqual(['garden/offen', 'park/offen'])
  })

  it('gets what no notice answers from the program, unless it has a folder of its own for it', async () => {
    const shipped = await garden({})
    expect(shipped.knowledge?.declines.map(({ id }) => id)).toContain('general/wetter')
    expect(shipped.knowledge?.declines.every(({ notice }) => notice === undefined)).toBe(true)
    const own = await garden({
      'general/declines.yaml': "declines:\n  - { id: mond, gap: 'Zum Mond sage ich nichts.', vague: true }\n",
    })
    expect(own.knowledge?.declines).toEqual([
      {
        id: 'general/mond',
        notice: undefined,
        sentence: { de: 'Zum Mond sage ich nichts.' },
        vague: true,
        questions: { de: [], en: [] },
      },
    ])
  })

  it('refuses a notice in the folder of what no notice answers', async () => {
    const { problems } = await garden({ 'general/notice.md': '---\ntitle: A\n---\nA.\n' })
    expect(problems).toEqual([
      'general/notice.md:1:1: "general" is what no notice answers; give the notice another folder',
    ])
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
