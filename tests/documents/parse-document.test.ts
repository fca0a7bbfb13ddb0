import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'
import { formatIssue } from '../../src/documents/issue.ts'
import { parseDocument } from '../../src/documents/parse-document.ts'

const schema = v.mapping({ rooms: v.optional(v.array(v.mapping({ id: v.string() })), []) })
const messages = (text: string) => {
  const result = parseDocument({ file: 'x.yaml', text }, schema)
  return result.ok ? [] : result.issues.map(formatIssue)
}

describe('parseDocument', () => {
  it('returns the checked value and where each part stands', () => {
    const result = parseDocument({ file: 'x.yaml', text: 'rooms:\n  - id: a\n  - id: b\n' }, schema)
    expect(result.ok && result.document.value).toEqual({ rooms: [{ id: 'a' }, { id: 'b' }] })
    expect(result.ok && result.document.locate(['rooms', 1, 'id'])).toEqual({ line: 3, column: 9 })
  })

  it('names file, line, column and path of every wrong value', () => {
    expect(messages('rooms:\n  - id: 1\n  - id: {}\n')).toEqual([
      "x.yaml:2:9: rooms[0].id: expected a text, found 1; put the text into '…'",
      "x.yaml:3:9: rooms[1].id: expected a text, found keys with values; put the text into '…'",
    ])
  })

  it('says what is missing, and takes no list for a mapping', () => {
    expect(messages('rooms:\n  - {}\n  - []\n')).toEqual([
      'x.yaml:2:5: rooms[0].id: missing',
      'x.yaml:3:5: rooms[1]: expected keys with values, found a list',
    ])
  })

  it('repeats no text, which may be a secret', () => {
    expect(messages('rooms: secret\n')).toEqual([
      "x.yaml:1:8: rooms: expected a list, found a text; write ['…', '…'], or a line “- '…'” for each",
    ])
  })

  it('reports each unknown key as such', () => {
    expect(messages('rooms: []\nroms: []\nroom: 1\n')).toEqual([
      'x.yaml:2:7: roms: unknown key',
      'x.yaml:3:7: room: unknown key',
    ])
  })

  it('reports broken YAML with its place', () => {
    expect(messages('rooms: [\n')[0]).toMatch(/^x\.yaml:2:1: .+ Put texts into '…'/)
    expect(messages('rooms:\n\t- id: a\n')).toEqual([
      'x.yaml:2:1: a tab at the beginning of a line; write blanks instead',
    ])
  })

  it('tells of a wrong indent once, not of all that follows from it', () => {
    expect(messages('rooms:\n  - id: a\n - id: b\n  - id: c\n  - id: d\n')).toHaveLength(1)
  })

  it('reports an alias without an anchor, and one that multiplies itself', () => {
    expect(messages('rooms: *nowhere\n')[0]).toContain('Unresolved alias')
    const levels = 'bcdefghi'.replace(/./g, (name, i: number) => {
      const inner = `*${'abcdefghi'[i] ?? ''}, `
      return `${name}: &${name} [${inner.repeat(9)}]\n`
    })
    expect(messages(`a: &a [1]\n${levels}`)[0]).toContain('Excessive alias count')
  })

  it('treats an empty file as an empty mapping', () => {
    expect(messages('')).toEqual([])
  })
})
