import { execFile } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixtureFolder } from '../support/fixtures.ts'

const root = path.join(import.meta.dirname, '../..')
const patience = 60_000

interface Result {
  readonly code: number | string | null | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as a person would, with the library as its knowledge unless another fixture is named. */
function run(args: readonly string[], input = '', fixture = 'basic'): Promise<Result> {
  const line = ['src/main.ts', ...args, '--knowledge', fixtureFolder(fixture)]
  return new Promise((resolve) => {
    const child = execFile(process.execPath, line, { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr })
    })
    child.stdin?.end(input)
  })
}

describe('ask', { timeout: patience }, () => {
  it('prints the reply as a person would see it', async () => {
    const { code, stdout, stderr } = await run(['ask', 'Wo', 'sind', 'die', 'Schließfächer?'])
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual([
      '  „Taschen und Mäntel gehören in die Schließfächer im Erdgeschoss.“',
      '  Benutzung der Bibliothek, Absatz 2 <https://bibliothek.example/benutzung>',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('adds the reasons with --explain', async () => {
    const { stdout } = await run(['ask', '--explain', 'Wo sind die Schließfächer?'])
    expect(stdout).toMatch(
      /„Taschen und Mäntel[^]*^query +Wo sind[^]*^decision +match: library\/schliessfaecher/m,
    )
  })

  it('answers line by line with --jsonl, and ends with 1 if a line was malformed', async () => {
    const good = '{"id":"a","text":"Ist sonntags zu?","context":"dm"}'
    expect(await run(['ask', '--jsonl'], `${good}\n`)).toMatchObject({ code: 0, stderr: '' })
    const { code, stdout, stderr } = await run(['ask', '--jsonl'], `oops\n${good}\n`)
    expect(JSON.parse(stdout)).toMatchObject({ id: 'a', action: 'answer' })
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'line 1: not JSON\n' })
  })

  it('is a small chat without a question', async () => {
    const { code, stdout } = await run(['ask'], 'Ist sonntags zu?\n\nWo kann ich parken?\n')
    expect(stdout).toContain('Sonntags bleibt sie geschlossen.')
    expect(stdout).toContain('Ob man bei der Bibliothek parken kann, sagt der Hinweis nicht.')
    expect(code).toBe(0)
  })

  it('refuses to start on broken knowledge', async () => {
    const { code, stdout, stderr } = await run(['ask', 'Wann?'], '', 'quote-not-in-notice')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /faq\.yaml:14:9: not in the notice word for word; closest wording: "Hunde bleiben draußen\."/,
    )
  })
})

describe('check-knowledge', { timeout: patience }, () => {
  it('counts what there is', async () => {
    expect(await run(['check-knowledge', '--quiet'])).toEqual({
      code: 0,
      stdout:
        '1 notice(s), 9 entries, 2 decline entries, 69 example questions: all quotes verbatim.\nEvery sentence is quoted by an entry.\n',
      stderr: '',
    })
  })

  it('lists the sentences that no entry quotes', async () => {
    const { code, stdout } = await run(['check-knowledge', '--quiet'], '', 'unquoted-passage')
    expect(stdout.split('\n').slice(1, -1)).toEqual([
      'Sentences that no entry quotes:',
      '  garden/1.1.2  Hunde bleiben draußen.',
      '  garden/1.2.1  Gegossen wird abends.',
    ])
    expect(code).toBe(0)
  })

  it('lists what can be quoted, and by which entries it is', async () => {
    const { stdout } = await run(['check-knowledge', '--quiet', '--passages'], '', 'unquoted-passage')
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '  A1    Der Garten ist im Sommer offen.  [sommer]',
      '  A2    Hunde bleiben draußen.',
    ])
  })

  it('lists it, too, where quotes have to be mended by it', async () => {
    const { code, stdout, stderr } = await run(['check-knowledge', '--passages'], '', 'part-of-a-sentence')
    expect(stdout).toMatch(/^ {2}A1 +Der Garten ist im Sommer offen\.$/m)
    expect(stderr).toContain('a part of a sentence or item')
    expect(code).toBe(1)
  })

  it('warns of what a reviewer would point out, and what to do about it', async () => {
    const { code, stdout } = await run(['check-knowledge'])
    expect(stdout).toMatch(/^warning: .+faq\.yaml:\d+:\d+: /m)
    expect(stdout).toMatch(/^\d+ warning\(s\); the bot runs with them\.$/m)
    expect(code).toBe(0)
    expect((await run(['check-knowledge', '--strict'])).code).toBe(1)
  })

  it('tells programs the same as JSON, mistakes too', async () => {
    const { stdout } = await run(['check-knowledge', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, summary: { entries: 9 }, unquoted: [] })
    const refused = await run(['check-knowledge', '--json'], '', 'quote-not-in-notice')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, errors: [{ line: 14, column: 9 }] })
  })

  it('says of a changed notice which quotes no longer hold, and what stands there now', async () => {
    const { code, stderr } = await run(['check-knowledge'], '', 'changed-notice')
    const [title, ...problems] = stderr.trim().split('\n')
    expect(title).toBe("The knowledge can't be used:")
    expect(problems[0]).toMatch(/faq\.yaml:5:9: .* "Der Garten ist von Mai bis September offen\."$/)
    expect(problems[1]).toMatch(/faq\.yaml:23:9: .* "Gegossen wird frühmorgens\."$/)
    expect(problems[2]).toBe(
      `2 problem(s). Please mend and check again with "npm run check-knowledge -- --knowledge ${fixtureFolder('changed-notice')}".`,
    )
    expect(code).toBe(1)
  })
})

describe('the command line', { timeout: patience }, () => {
  it('names an option that does not exist', async () => {
    const { code, stderr } = await run(['ask', '--explian', 'Wo?'])
    expect(stderr).toContain("unknown option '--explian'")
    expect(code).toBe(1)
  })

  it('says what npm needs where only the value of an option arrived', async () => {
    const { code, stderr } = await run(['check-knowledge', 'somewhere'])
    expect(stderr).toContain('too many arguments')
    expect(stderr).toContain('With npm run, write "--" before')
    expect(code).toBe(1)
  })
})
