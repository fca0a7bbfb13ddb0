import { describe, expect, it } from 'vitest'
import { explain } from '../../src/cli/explain.ts'
import { createCore } from '../../src/core/core.ts'
import { libraryKnowledge } from '../support/fixtures.ts'

const core = createCore(await libraryKnowledge(), { name: 'Hinweisbot', contact: undefined })
const explained = (text: string) => explain(core.respond({ text, addressing: 'direct' }).considered)

describe('explain', () => {
  it('shows the query, the evidence of the best entries, and the decision', () => {
    const lines = explained('Darf ich im Lesesaal Limonade trinken?').split('\n')
    expect(lines[0]).toBe('query       Darf ich im Lesesaal Limonade trinken?')
    expect(lines[1]).toBe('notice      library (100 %)')
    expect(lines[2]).toMatch(/^unknown {5}limonade \( 33 % of the content words\)$/)
    expect(lines[3]).toBe('score  class  similar  tokens  covered  passage  meaning  entry')
    expect(lines[4]).toMatch(/^( *\d+ %){7} +library\/getraenke: Darf ich im Lesesaal trinken\?$/)
    expect(lines.at(-2)).toMatch(/^ *\d+ % +none of them$/)
    expect(lines.at(-1)).toBe('decision    nearest: library/getraenke')
    expect(explained('Darf ich im Lesesaal trinken?')).toMatch(
      /\ndecision {4}match: library\/getraenke \( *\d+ %\)$/,
    )
  })

  it.each([
    ['Wo kann ich parken?', 'decision    abstention: library/parken'],
    ['Warum quaken Frösche?', 'decision    abstention: no entry is certain enough'],
    ['Was ist im Lesesaal verboten?', 'decision    nearest: library/getraenke, library/ruhe'],
  ])('says why %j is not answered', (text, decision) => {
    expect(explained(text).split('\n').at(-1)).toBe(decision)
  })

  it('marks the entries that decline', () => {
    expect(explained('Wo kann ich parken?')).toContain('parken (decline): ')
  })

  it('explains every question of a message', () => {
    const text = explained('Wie lange darf ich ein Buch behalten? Wo sind die Schließfächer?')
    expect(text.match(/^query /gm)).toHaveLength(2)
  })

  it('says when the sentence before was needed', () => {
    const text = explained('Ich habe eine große Tasche dabei. Wohin damit?')
    expect(text).toMatch(/^with story {2}Ich habe eine große Tasche dabei\. Wohin damit\?$/m)
  })

  it('says when the rest of the message leads elsewhere', () => {
    const { considered } = core.respond({ text: 'Darf ich im Lesesaal trinken?', addressing: 'direct' })
    const doubted = considered.map((one) => ({ ...one, isDoubted: true }))
    expect(explain(doubted)).toMatch(/^doubted {5}the rest of the message leads elsewhere/m)
    expect(explain(considered)).not.toContain('doubted')
  })

  it('says when nothing was asked', () => {
    expect(explained('Bücher')).toContain('(no question; the whole message)')
  })
})
