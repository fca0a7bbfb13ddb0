import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseNotice } from '../../../src/knowledge/parse-notice.ts'
import { createNearnessIndex } from '../../../src/knowledge-files/review/nearness.ts'
import { reviewEntries } from '../../../src/knowledge-files/review/review-entries.ts'
import { reviewFiles } from '../../../src/knowledge-files/review/review-files.ts'
import { reviewPassages } from '../../../src/knowledge-files/review/review-passages.ts'
import { loadLocatedKnowledge } from '../../../src/knowledge-files/knowledge-files.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

interface Entry {
  readonly id: string
  readonly quote?: string
  readonly questions: readonly string[]
}

const faq = (entries: readonly Entry[]) =>
  JSON.stringify({
    entries: entries.map(({ id, quote = 'Das gilt.', questions }) => ({
      id,
      topic: id,
      quotes: [quote],
      questions,
    })),
  })

/** Reviews a folder of files. */
async function review(files: Readonly<Record<string, string>>) {
  using directory = temporaryDirectory()
  const all = {
    'a/notice.md': '---\ntitle: A\n---\nDas gilt. Das nicht.\n',
    'general/declines.yaml': 'declines: []\n',
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(directory.path, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return reviewEntries((await loadLocatedKnowledge(directory.path)).located)
}
const kinds = (remarks: Awaited<ReturnType<typeof review>>) => remarks.map(({ kind }) => kind)

const servers = [
  'Wo stehen die Server?',
  'Standort der Server',
  'In welchem Land liegen die Server?',
  'Sind die Server in Europa?',
  'Server wo',
]
const fees = [
  'Was kostet die Ausleihe?',
  'Gebühr der Ausleihe',
  'Ausleihe kostenlos?',
  'Wie teuer ist die Ausleihe?',
  'Ausleihe bezahlen',
]

describe('the review of entries', () => {
  it('has nothing to say about two good ones', async () => {
    const text = faq([
      { id: 'server', questions: servers },
      { id: 'gebuehr', quote: 'Das nicht.', questions: fees },
    ])
    expect(await review({ 'a/faq.yaml': text })).toEqual([])
  })

  it('points to an entry with few questions, at its place', async () => {
    const [remark, ...more] = await review({
      'a/faq.yaml': faq([{ id: 'server', questions: servers.slice(0, 2) }]),
    })
    expect(more).toEqual([])
    expect(remark).toMatchObject({
      kind: 'thin',
      message: 'fewer than 5 questions: "server" (2)',
      place: { line: 1 },
    })
  })

  it('points to a question that hardly differs from another one', async () => {
    const text = faq([
      {
        id: 'server',
        questions: [
          ...servers,
          'In welchem Land der Welt liegen eigentlich die Rechner der Universität?',
          'In welchem Land der Welt liegen eigentlich die Rechner der Universitäten?',
        ],
      },
    ])
    expect(kinds(await review({ 'a/faq.yaml': text }))).toContain('nearly-the-same')
  })

  it('points to a question that stands in the wrong entry', async () => {
    const text = faq([
      { id: 'server', questions: [...servers, 'Was kostet die Ausleihe eines Buchs?'] },
      { id: 'gebuehr', quote: 'Das nicht.', questions: fees },
    ])
    const remarks = await review({ 'a/faq.yaml': text })
    expect(remarks.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^“Was kostet die Ausleihe eines Buchs\?” is nearer to “[^”]+” of "a\/gebuehr"/),
    )
  })

  it('points to questions in quotation marks, which mean nothing to YAML', async () => {
    const entry =
      "{ id: server, topic: S, quotes: ['Das gilt.'], questions: [„Wo, bitte?“, ‚Server?‘, 'Was heißt „Server“?'] }"
    const remarks = await review({ 'a/faq.yaml': `entries:\n  - ${entry}\n` })
    expect(remarks.flatMap(({ kind, message }) => (kind === 'quotation-marks' ? [message] : []))).toEqual(
      ['„Wo', 'bitte?“', '‚Server?‘'].map(
        (question) => `the quotation marks are taken for a part of the question ${question}`,
      ),
    )
  })

  it('points to a general decline that denies what a notice says', async () => {
    const remarks = await review({
      'a/faq.yaml': faq([{ id: 'gebuehr', questions: fees }]),
      'general/declines.yaml':
        "declines: [{ id: kosten, gap: 'Nein.', questions: ['Was kostet die Ausleihe hier?'] }]\n",
    })
    const denied = remarks.find(({ kind }) => kind === 'denied')
    expect(denied?.message).toContain('of the decline "general/kosten" asks what "a/gebuehr" answers')
  })

  it('says nothing of what no notice answers if that has more questions than the notice, and so is not asked', async () => {
    const others = Array.from({ length: 10 }, (_, i) => `Was kostet Ding ${i}?`)
    const remarks = await review({
      'a/faq.yaml': faq([{ id: 'gebuehr', questions: fees }]),
      'general/declines.yaml': JSON.stringify({
        declines: [{ id: 'kosten', gap: 'Nein.', questions: ['Was kostet die Ausleihe hier?', ...others] }],
      }),
    })
    expect(remarks).toEqual([])
  })

  it('names all small entries whose questions lead elsewhere in one remark', async () => {
    const words = ['rot', 'grün', 'blau', 'gelb', 'weiß', 'grau']
    const letters = 'a b c d e f g h i j k l m n o p q r s t u v w x'.split(' ')
    const ids = ['eins', 'zwei', 'drei', 'vier']
    const entries = ids.map((id, i) => ({
      id,
      quote: `Satz ${id}.`,
      questions: words.map((word, j) => `${word} ${letters[i * words.length + j]?.repeat(5) ?? ''}`),
    }))
    const remarks = await review({
      'a/notice.md': `---\ntitle: A\n---\n${ids.map((id) => `Satz ${id}.`).join(' ')}\n`,
      'a/faq.yaml': faq(entries),
    })
    expect(remarks.map(({ message }) => message)).toEqual([
      'left out one at a time, hardly a question leads to its entry: "eins" (0 of 6), "zwei" (0 of 6), "drei" (0 of 6), "vier" (0 of 6)',
    ])
  })

  it('points to an entry that draws questions to itself', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `Frage ${i} nach dem Server im Raum ${i * 7}`)
    const text = faq([
      { id: 'server', questions: many },
      { id: 'gebuehr', quote: 'Das nicht.', questions: fees },
      {
        id: 'mehr',
        quote: 'Das nicht.',
        questions: [
          'Ist das Lesen im Garten erlaubt?',
          'Garten',
          'Lesen draußen',
          'Darf man im Garten sitzen?',
          'Garten offen',
        ],
      },
    ])
    expect(kinds(await review({ 'a/faq.yaml': text }))).toContain('lopsided')
  })
})

describe('the review of passages', () => {
  function faults(body: string) {
    const text = `---\ntitle: T\n---\n${body}`
    const parsed = parseNotice('t', { file: 'notice.md', text })
    return parsed.ok
      ? reviewPassages(parsed.notice, 'notice.md', text).map(({ kind, place }) => [kind, place.line])
      : []
  }

  it('finds a sentence that an unknown abbreviation cut, and its line', () => {
    expect(faults('Das gilt immer.\n\nDer Rktr. Muster entscheidet.\n')).toEqual([['looks-cut', 6]])
  })

  it.each(['Im Geb. Nord gilt das.', 'Die Bergstr. Nord ist zu.', 'Den behördl. Beauftragten fragen Sie.'])(
    'finds one that another usual abbreviation cut: %s',
    (text) => {
      expect(faults(`${text}\n`)).toEqual([['looks-cut', 4]])
    },
  )

  it('takes no word for an abbreviation', () => {
    expect(faults('Das ist eine Zahl. Das ist ein Lehrstuhl. Das ist das Institut. Das war es.\n')).toEqual(
      [],
    )
  })

  it('finds marks of a format, and text without structure', () => {
    expect(faults('Das <code>gilt</code>.\n')).toEqual([['looks-unread', 4]])
    expect(faults(`${'Daten und '.repeat(90)}mehr.\n`)).toEqual([['looks-unread', 4]])
  })

  it('has nothing to say about sentences, lists and tables', () => {
    expect(
      faults('Es gilt:\n\n* name\n* adresse\n\n| a | b |\n|---|---|\n| c | d |\n\nDas war es. Ja.\n'),
    ).toEqual([])
  })
})

describe('the review of files', () => {
  async function faults(...names: readonly string[]) {
    using directory = temporaryDirectory()
    mkdirSync(path.join(directory.path, 'phrasings'))
    for (const name of names) writeFileSync(path.join(directory.path, name), '')
    const remarks = await reviewFiles(directory.path)
    return remarks.map(({ kind, place }) => [kind, path.relative(directory.path, place.file)])
  }

  it('has nothing to say about what is read, and about hidden files', async () => {
    const names = ['notice.md', 'faq.yaml', 'declines.yaml', 'phrasings/a.tsv', '.faq.yaml.swp']
    expect(await faults(...names)).toEqual([])
  })

  it('points to files that nothing reads for their name, and says that there is no FAQ', async () => {
    expect(await faults('notice.md', 'faq.yml', 'phrasings/a.tsv.txt')).toEqual([
      ['not-read', 'faq.yml'],
      ['not-read', 'phrasings/a.tsv.txt'],
      ['no-faq', 'faq.yaml'],
    ])
  })
})

describe('createNearnessIndex', () => {
  it('ranks texts by the rare words that they share, and leaves one out if asked to', () => {
    const index = createNearnessIndex(['Wo stehen die Server?', 'Wo stehen die Bücher?', 'Server in Europa'])
    expect(index.nearest('Wo stehen die Server', 3).map(({ index: at }) => at)[0]).toBe(0)
    expect(index.nearest('Wo stehen die Server', 3, 0).map(({ index: at }) => at)).not.toContain(0)
  })
})
