import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../../src/knowledge-files/knowledge-files.ts'
import { referenceTo } from '../../../src/workshop/new-notice/notice-files.ts'
import { runCommand } from '../../support/run-command.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const page =
  '<main><h1>Dienst X</h1><h2>Daten</h2><p>Gespeichert werden:</p><ul><li>Name</li></ul><p>Das gilt. Immer.</p></main>'

function create(directory: string, content: string | Buffer = page, options: readonly string[] = []) {
  const file = path.join(directory, 'page.html')
  writeFileSync(file, content)
  return runCommand(['new-notice', file, '--knowledge', path.join(directory, 'knowledge'), ...options])
}

describe('new-notice', () => {
  it('makes a folder that loads, with an entry for each paragraph and the list as one quote', async () => {
    using directory = temporaryDirectory()
    const { output, code } = await create(directory.path)
    expect(code).toBe(0)
    expect(output).toMatch(/^A1 {4}Gespeichert werden:\nA2 {4}\* Name\nA3 {4}Das gilt\.\nA4 {4}Immer\.\n/)
    const { entries, notices } = await loadKnowledge(path.join(directory.path, 'knowledge'))
    expect(notices.map(({ id, title }) => [id, title])).toEqual([['dienst-x', 'Dienst X']])
    expect(entries.map(({ topic, quotes }) => [topic.de, ...quotes.map(({ text }) => text)])).toEqual([
      ['Daten', 'Gespeichert werden:\n* Name'],
      ['Das gilt', 'Das gilt.', 'Immer.'],
    ])
  })

  it('makes an entry of each clause, named without its number', async () => {
    using directory = temporaryDirectory()
    const clause = 'Das Rechenzentrum stellt den Dienst allen Beschäftigten zur Verfügung.'
    const clauses = `<main><h1>Ordnung</h1><h2>§ 1 Umfang</h2><ol><li>${clause} Immer.<li>${clause} Nie.</ol></main>`
    await create(directory.path, clauses)
    const { entries } = await loadKnowledge(path.join(directory.path, 'knowledge'))
    expect(entries.map(({ topic, quotes }) => [topic.de, ...quotes.map(({ text }) => text)])).toEqual([
      ['Umfang', `1. ${clause} Immer.`],
      ['Das Rechenzentrum stellt den Dienst allen', `2. ${clause} Nie.`],
    ])
  })

  it('reads pages that are no UTF-8', async () => {
    using directory = temporaryDirectory()
    const { output } = await create(
      directory.path,
      Buffer.from('<main>Für Prüfungen gilt das.</main>', 'latin1'),
    )
    expect(output).toContain('Für Prüfungen gilt das.')
  })

  it('makes nothing of a page without text', async () => {
    using directory = temporaryDirectory()
    const { output, code } = await create(directory.path, '<nav>Menü</nav>')
    expect(code).toBe(1)
    expect(output).toContain('No text was found')
  })

  it('names schemas that are there', async () => {
    using directory = temporaryDirectory()
    await create(directory.path)
    const folder = path.join(directory.path, 'knowledge/dienst-x')
    for (const name of ['faq', 'declines']) {
      const text = readFileSync(path.join(folder, `${name}.yaml`), 'utf8')
      const [, schema = ''] = /\$schema=(\S+)/.exec(text) ?? []
      const file = schema.startsWith('file:') ? fileURLToPath(schema) : path.resolve(folder, schema)
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ type: 'object' })
    }
  })

  it('names schemas without blanks, at which editors stop reading', () => {
    expect(referenceTo('/srv/bot/docs/schemas', '/srv/bot/knowledge/x')).toBe('../../docs/schemas')
    expect(referenceTo('/srv/my bot/docs/schemas', '/srv/x')).toBe('file:///srv/my%20bot/docs/schemas')
  })

  it.each([
    ['PDF', Buffer.from('%PDF-1.4\nText')],
    ['UTF-16', Buffer.from('Das gilt.', 'utf16le')],
  ])('refuses what is no text: %s', async (_, content) => {
    using directory = temporaryDirectory()
    const { output, code } = await create(directory.path, content)
    expect(output).toMatch(/page\.html is no text; copy its text into a file that ends in \.txt/)
    expect(code).toBe(1)
  })

  it('says that an address has to be saved as a page', async () => {
    const { output, code } = await runCommand(['new-notice', 'https://x.example/seite'])
    expect(output).toBe(
      'Save the page in the browser first: npm run new-notice -- page.html --url https://x.example/seite\n',
    )
    expect(code).toBe(1)
  })

  it.each([
    ['--url', 'x.example/seite', '--url: expected an http or https URL\n'],
    ['--date', '1.3.2026', '--date: expected a date such as 2026-02-28\n'],
    ['--date', '2026-02-30', '--date: there is no such day\n'],
  ])('names an option that is wrong: %s %s', async (option, value, problem) => {
    using directory = temporaryDirectory()
    const { output, code } = await create(directory.path, page, [option, value])
    expect(output).toBe(problem)
    expect(code).toBe(1)
  })

  it('makes the entries of a changed notice.md anew, once faq.yaml is deleted', async () => {
    using directory = temporaryDirectory()
    const folder = path.join(directory.path, 'knowledge/dienst-x')
    const again = () =>
      runCommand(['new-notice', path.join(folder, 'notice.md'), '--knowledge', path.dirname(folder)])
    await create(directory.path, '<main><h1>Dienst X</h1><p>Das Gebäude Bergstr. Nord ist offen.</p></main>')
    const text = readFileSync(path.join(folder, 'notice.md'), 'utf8')
    writeFileSync(
      path.join(folder, 'notice.md'),
      text.replace('implied:', 'abbreviations: [Bergstr.]\nimplied:'),
    )
    expect((await again()).output).toContain('faq.yaml exists already; nothing was changed')
    rmSync(path.join(folder, 'faq.yaml'))
    expect((await again()).code).toBe(0)
    const { entries } = await loadKnowledge(path.dirname(folder))
    expect(entries.map(({ quotes }) => quotes.map((quote) => quote.text))).toEqual([
      ['Das Gebäude Bergstr. Nord ist offen.'],
    ])
  })

  it('changes nothing that is there already', async () => {
    using directory = temporaryDirectory()
    await create(directory.path)
    const { output, code } = await create(directory.path)
    expect(code).toBe(1)
    expect(output).toContain('exists already; nothing was changed')
  })
})
