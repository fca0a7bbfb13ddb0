import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../../src/knowledge-files/knowledge-files.ts'
import { readMessages } from '../../../src/workshop/evaluate/read-messages.ts'
import { readQuestions } from '../../../src/workshop/teach/read-questions.ts'
import { parseCollection, siftPhrasings } from '../../../src/workshop/teach/sift-phrasings.ts'
import { fixtureFolder, libraryKnowledge } from '../../support/fixtures.ts'
import { runCommand } from '../../support/run-command.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const patience = 60_000

/** A copy of the library, and a command that works on it with what a person types. */
function library() {
  const directory = temporaryDirectory()
  cpSync(fixtureFolder('basic'), directory.path, { recursive: true })
  const at = (name: string) => path.join(directory.path, name)
  return {
    at,
    [Symbol.dispose]: () => {
      directory[Symbol.dispose]()
    },
    load: () => loadKnowledge(directory.path),
    read: (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : ''),
    run: (command: string, args: readonly string[], typed: string) =>
      runCommand([command, ...args, '--knowledge', directory.path], typed),
  }
}

describe('teach', { timeout: patience }, () => {
  it('adds a question to the entry that is chosen', async () => {
    using folder = library()
    const { output, code } = await folder.run('teach', ['Wohin mit meinem Mantel und der Tasche?'], '1\n')
    expect(code).toBe(0)
    expect(output).toContain('1  Taschen und Mäntel')
    expect(folder.read('library/phrasings/taught.tsv')).toBe(
      'schliessfaecher\tde\tasked\tWohin mit meinem Mantel und der Tasche?\n',
    )
  })

  it('says that an answer is none of the choices', async () => {
    using folder = library()
    const { output } = await folder.run('teach', ['Wohin mit dem Mantel?'], 'x\n7\ns\n')
    expect(output).toMatch(/“x” is none of these:\n\[1-3\] belongs there[^]*“7” is none of these:/)
  })

  it('makes a new entry of the sentences and the topic that are typed', async () => {
    using folder = library()
    await folder.run('teach', ['Darf ich mein Pausenbrot auspacken?'], 'n\nC1\nEssen im Lesesaal\n')
    const entry = (await folder.load()).entries.find(({ id }) => id === 'library/essen-im-lesesaal')
    expect(entry).toMatchObject({
      topic: { de: 'Essen im Lesesaal' },
      questions: { de: ['Darf ich mein Pausenbrot auspacken?'] },
    })
    expect(entry?.quotes[0]?.text).toMatch(/^Im Lesesaal sind Getränke/)
  })

  it('makes a decline of a sentence that says what is missing', async () => {
    using folder = library()
    await folder.run('teach', ['Gibt es einen Stillraum?'], 'k\nZu Stillräumen sagt der Hinweis nichts.\n')
    const declined = (await folder.load()).declines.find(({ sentence: gap }) =>
      gap.de.startsWith('Zu Stillräumen'),
    )
    expect(declined?.questions.de).toEqual(['Gibt es einen Stillraum?'])
  })

  it('says which labelled messages a change made better or worse', async () => {
    using folder = library()
    const message = {
      id: 'm1',
      text: 'Garderobe für Regenschirme?',
      context: 'dm',
      lang: 'de',
      expect: 'answer',
      gold: [['A3']],
    }
    writeFileSync(folder.at('messages.jsonl'), `${JSON.stringify(message)}\n`)
    const { output } = await folder.run(
      'teach',
      ['Wohin mit dem Mantel?', '--messages', folder.at('messages.jsonl')],
      '1\n',
    )
    expect(output).toMatch(/Labelled messages: \d better, \d worse, of 1\./)
  })

  it('keeps what was taught before the input ended, and changes nothing else', async () => {
    using folder = library()
    await folder.run('teach', ['Wohin mit dem Mantel?', 'Wie laut darf man sein?'], '1\n')
    expect(folder.read('library/phrasings/taught.tsv').trim().split('\n')).toHaveLength(1)
    expect(folder.read('library/faq.yaml')).toBe(
      readFileSync(path.join(fixtureFolder('basic'), 'library/faq.yaml'), 'utf8'),
    )
  })
})

describe('label', { timeout: patience }, () => {
  it('writes a line that evaluate reads, and passes over what is labelled already', async () => {
    using folder = library()
    const target = folder.at('own.jsonl')
    writeFileSync(folder.at('messages.txt'), 'Wo lasse ich den Mantel?\nUnd wie ist das Wetter?\n')
    const run = await folder.run('label', [target, '--file', folder.at('messages.txt')], 'Z9\na3\nk\n')
    // The sentence that the nearest entry quotes comes first.
    expect(run.output).toMatch(/“Wo lasse ich den Mantel\?”\n {2}\w+ +\S.*[Ss]chlie/u)
    const lines = folder
      .read('own.jsonl')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines).toMatchObject([
      {
        id: 'own-1',
        context: 'dm',
        expect: 'answer',
        gold: [['A3']],
        begins: { A3: expect.any(String) as unknown },
      },
      { id: 'own-2', expect: 'decline', gold: [] },
    ])
    const again = await folder.run('label', [target, '--file', folder.at('messages.txt')], '')
    expect(again.output).toBe('')
  })
})

describe('label, before it asks anything', { timeout: patience }, () => {
  it('refuses a context that there is none of', async () => {
    using folder = library()
    const { output, code } = await folder.run('label', [folder.at('own.jsonl'), '--context', 'raum'], 'Wo?\n')
    expect(output).toContain('Allowed choices are dm, mention, room, forward')
    expect(code).toBe(1)
  })

  it('refuses a file that cannot be written', async () => {
    using folder = library()
    const { output, code } = await folder.run('label', [folder.at('none/own.jsonl')], 'Wo?\n')
    expect(output).toMatch(
      /^\S+own\.jsonl cannot be written \(ENOENT: there is no such file or folder\)\.\n$/,
    )
    expect(code).toBe(1)
  })
})

describe('files that people wrote', { timeout: patience }, () => {
  it('may begin with a byte order mark', async () => {
    using folder = library()
    writeFileSync(folder.at('collected.txt'), '\ufeff## schliessfaecher\nWohin mit dem Rucksack?\n')
    await folder.run('import-phrasings', [folder.at('collected.txt'), '--yes'], '')
    expect(folder.read('library/phrasings/imported.tsv')).toMatch(/^schliessfaecher\t/)
    const line = { id: 'a', text: 't', context: 'dm', lang: 'de', expect: 'ignore', gold: [] }
    writeFileSync(folder.at('own.jsonl'), `\ufeff${JSON.stringify(line)}\n`)
    expect(await readMessages([folder.at('own.jsonl')])).toHaveLength(1)
  })

  it('are refused in a sentence if they are not UTF-8, or not there', async () => {
    using folder = library()
    writeFileSync(folder.at('old.txt'), Buffer.from('Schließfächer?', 'latin1'))
    await expect(readMessages([folder.at('old.txt')])).rejects.toThrow(
      'old.txt: is not UTF-8; save it as UTF-8',
    )
    await expect(readQuestions(folder.at('old.txt'))).rejects.toThrow('is not UTF-8')
    await expect(readMessages([folder.at('nix.jsonl')])).rejects.toThrow(
      'nix.jsonl cannot be read (ENOENT: there is no such file or folder).',
    )
  })
})

describe('import-phrasings', { timeout: patience }, () => {
  it('adds what is accepted, marked with its origin', async () => {
    using folder = library()
    writeFileSync(
      folder.at('collected.txt'),
      '## schliessfaecher\n- Wohin mit dem Rucksack?\n- Wo sind die Schließfächer?\n',
    )
    const { output } = await folder.run('import-phrasings', [folder.at('collected.txt')], 'y\n')
    expect(output).toContain('Left out, as they are there already (1): Wo sind die Schließfächer?')
    expect(folder.read('library/phrasings/imported.tsv')).toBe(
      'schliessfaecher\tde\timagined\tWohin mit dem Rucksack?\n',
    )
  })
})

describe('the brief of import-phrasings', { timeout: patience }, () => {
  it('shows each answer with its id, and reads as a collection that holds nothing new', async () => {
    using folder = library()
    const { output, code } = await folder.run('import-phrasings', ['--brief'], '')
    expect(code).toBe(0)
    expect(output).toMatch(/^## schliessfaecher\n> Taschen und Mäntel [^\n]+\n[^\n]+\?$/m)
    expect(output).toMatch(/^## drucken\n> [^\n]+$/m)
    writeFileSync(folder.at('brief.txt'), output.slice(output.indexOf('\n## ')))
    const again = await folder.run('import-phrasings', [folder.at('brief.txt'), '--yes'], '')
    expect(again.output).toMatch(/0 question\(s\) added/)
  })
})

describe('siftPhrasings', () => {
  it('takes questions below headings, with tabs, with bullets, and alone', () => {
    expect(parseCollection('## a\n- Eins?\n2. Zwei?\nb\tDrei?\n')).toEqual([
      { text: 'Eins?', entry: 'a' },
      { text: 'Zwei?', entry: 'a' },
      { text: 'Drei?', entry: 'b' },
    ])
  })

  it('leaves out what teaches nothing or the wrong thing', async () => {
    const { kept, rejected } = siftPhrasings(
      [
        { text: 'WO sind die schliessfaecher', entry: 'schliessfaecher' },
        { text: 'Was kostet eine Kopie am Drucker?', entry: 'schliessfaecher' },
        { text: 'Was kostet ein Schließfach?', entry: 'drucken' },
        { text: 'Xylophon quer', entry: undefined },
        { text: 'Taschen?', entry: 'gibt-es-nicht' },
        { text: 'Kann die Tasche ins Schließfach?', entry: undefined },
      ],
      await libraryKnowledge(),
      'library',
    )
    expect(rejected).toEqual({
      double: ['WO sind die schliessfaecher'],
      'nearly-the-same': [],
      'nearer-to-another': ['Was kostet eine Kopie am Drucker? (library/drucken)'],
      'off-topic': ['Xylophon quer'],
      'unknown-entry': ['Taschen?'],
    })
    expect([...kept]).toEqual([
      ['library/drucken', ['Was kostet ein Schließfach?']],
      ['library/schliessfaecher', ['Kann die Tasche ins Schließfach?']],
    ])
  })
})

describe('readQuestions', () => {
  it('takes the questions out of the mails of a mailbox', async () => {
    using directory = temporaryDirectory()
    const file = path.join(directory.path, 'desk.mbox')
    writeFileSync(
      file,
      [
        'From a@x.de Mon',
        'Subject: Frage',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Guten Tag,',
        '',
        'wo sind die Schlie=C3=9Ff=C3=A4cher?',
        '',
        'Viele Gr=C3=BC=C3=9Fe',
        'From b@x.de Tue',
        'Content-Type: text/html',
        '',
        '<p>Wie lange?</p>',
      ].join('\n'),
    )
    expect(await readQuestions(file)).toEqual(['wo sind die Schließfächer?'])
  })
})
