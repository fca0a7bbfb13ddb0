import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { askJsonLines } from '../../src/cli/ask-jsonl.ts'
import { readLines } from '../../src/cli/read-lines.ts'
import { createCore } from '../../src/core/core.ts'
import type { Core } from '../../src/core/core.ts'
import { faqEntry } from '../matching/samples.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Hinweisbot', contact: undefined })

async function ask(...lines: readonly string[]) {
  const out: unknown[] = []
  const errors: string[] = []
  const clean = await askJsonLines(core, readLines(Readable.from([Buffer.from(lines.join('\n'))])), {
    out: (line) => out.push(JSON.parse(line)),
    error: (line) => errors.push(line),
  })
  return { out, errors, clean }
}
const line = (id: string, text: string, context: string) => JSON.stringify({ id, text, context })

describe('ask --jsonl', () => {
  it('writes one result per line, in order', async () => {
    const { out, errors, clean } = await ask(
      line('a', 'Ist sonntags zu?', 'dm'),
      line('b', 'Wo kann ich parken?', 'dm'),
      line('c', 'Was ist im Lesesaal verboten?', 'dm'),
      line('d', 'Danke!', 'room'),
    )
    expect(out).toMatchObject([
      { id: 'a', action: 'answer' },
      { id: 'b', action: 'decline' },
      { id: 'c', action: 'suggest' },
      { id: 'd', action: 'ignore' },
    ])
    expect(errors).toEqual([])
    expect(clean).toBe(true)
  })

  it('writes an answer with its entry, quote, place and score', async () => {
    const { out } = await ask(line('a', 'Darf ich im Lesesaal trinken?', 'dm'))
    expect(out).toEqual([
      {
        id: 'a',
        action: 'answer',
        answers: [
          {
            entry: 'library/getraenke',
            quote: 'Im Lesesaal sind Getränke in verschlossenen Flaschen erlaubt.',
            section: 'Lesesaal',
            paragraph: 1,
            score: expect.closeTo(0.9, 0) as number,
          },
        ],
        suggestions: [],
      },
    ])
  })

  it('writes one answer per question of a forwarded mail', async () => {
    const mail = 'Hallo,\n\nwie lange darf ich ein Buch behalten? Und wo sind die Schließfächer?\n\nGruß'
    const { out } = await ask(line('a', mail, 'forward'))
    expect(out).toMatchObject([
      { answers: [{ entry: 'library/leihfrist' }, { entry: 'library/schliessfaecher' }] },
    ])
  })

  it('names the notice where the passage stands in no section', async () => {
    const { out } = await ask(line('a', 'Ist sonntags zu?', 'dm'))
    expect(out).toMatchObject([{ answers: [{ section: 'Benutzung der Bibliothek', paragraph: 1 }] }])
  })

  it('writes suggestions with a question and the quote', async () => {
    const { out } = await ask(line('a', 'Was ist im Lesesaal verboten?', 'dm'))
    expect(out).toEqual([
      {
        id: 'a',
        action: 'suggest',
        answers: [],
        suggestions: [
          {
            entry: 'library/getraenke',
            question: 'Darf ich im Lesesaal trinken?',
            quote: 'Im Lesesaal sind Getränke in verschlossenen Flaschen erlaubt.',
          },
          {
            entry: 'library/ruhe',
            question: 'Darf man im Lesesaal telefonieren?',
            quote: 'Gespräche und Telefonate sind dort untersagt.',
          },
        ],
      },
    ])
  })

  it('writes the suggestions that stand beside an answer', async () => {
    const out: string[] = []
    const reply = { language: 'de', blocks: [] } as const
    const [entry, near] = [faqEntry('given', 1), faqEntry('near', 2)]
    const answers = [{ entry, score: 1 }]
    const both: Core = {
      ...core,
      respond: () => ({ kind: 'answer', answers, suggestions: [near], open: [], reply }),
    }
    await askJsonLines(both, readLines(Readable.from([Buffer.from(line('a', 'Wo?', 'dm'))])), {
      out: (text) => out.push(text),
      error: () => undefined,
    })
    expect(out.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { action: 'answer', answers: [{ entry: 'given' }], suggestions: [{ entry: 'near' }] },
    ])
  })

  it('takes the address off a mention, and records help as a decline', async () => {
    const { out } = await ask(
      line('a', 'Auskunft: ist sonntags zu?', 'mention'),
      line('b', '@bot hilfe', 'mention'),
    )
    expect(out).toMatchObject([{ action: 'answer' }, { action: 'decline', answers: [], suggestions: [] }])
  })

  it('reports malformed lines by their number, and answers the others', async () => {
    const { out, errors, clean } = await ask(
      '{"id":"a"',
      line('b', 'Ist sonntags zu?', 'dm'),
      '',
      '{"id":3,"text":"Wo?"}',
      line('e', 'Ist sonntags zu?', 'cafe'),
      '"text"',
      line('g', 'Ist sonntags zu?', 'dm'),
    )
    expect(out).toMatchObject([{ id: 'b' }, { id: 'g' }])
    expect(errors.map((error) => error.split(':')[0])).toEqual(['line 1', 'line 4', 'line 5', 'line 6'])
    expect(errors[0]).toBe('line 1: not JSON')
    expect(errors[1]).toMatch(/id: .*; context: /)
    expect(clean).toBe(false)
  })

  it('keeps a message whole that has a line separator in it', async () => {
    const { out, errors } = await ask(line('a', 'Hallo\u2028ist sonntags zu?', 'dm'))
    expect(errors).toEqual([])
    expect(out).toMatchObject([{ id: 'a', action: 'answer' }])
  })

  it('is content with nothing', async () => {
    expect(await ask('')).toEqual({ out: [], errors: [], clean: true })
  })
})
