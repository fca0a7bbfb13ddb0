import { isNode, LineCounter, parseDocument as parseYaml } from 'yaml'
import type { Document, YAMLError } from 'yaml'
import type { Issue } from './issue.ts'
import * as v from './valibot.ts'

export interface Source {
  /** Name of the file as messages show it. */
  readonly file: string
  readonly text: string
}

/** Line and column, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

type Locate = (path: readonly PropertyKey[]) => Position

/** A checked YAML document that still knows where each value stands. */
export interface ParsedDocument<T> {
  readonly value: T
  /** Where the value at `path` stands, or its closest parent that exists. */
  readonly locate: Locate
}

export type ParseResult<T> =
  | { readonly ok: true; readonly document: ParsedDocument<T> }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads YAML and checks it with `schema`. Every value that is wrong is reported with its place; of mistakes in the YAML itself only the
 * first, as the others mostly follow from it.
 * The `yaml` package bounds aliases (100), so a small file cannot grow without limit.
 */
export function parseDocument<S extends v.GenericSchema>(
  source: Source,
  schema: S,
): ParseResult<v.InferOutput<S>> {
  const lines = new LineCounter()
  const yaml = parseYaml(source.text, { lineCounter: lines, prettyErrors: false })
  const [mistake] = yaml.errors
  if (mistake) return { ok: false, issues: [syntaxIssue(source, lines, mistake)] }

  const locate: Locate = (path) => position(yaml, lines, path)
  const value = toValue(yaml)
  if (!value.ok)
    return { ok: false, issues: [{ file: source.file, ...locate([]), path: '', message: value.message }] }
  const checked = v.safeParse(schema, value.value)
  if (checked.success) return { ok: true, document: { value: checked.output, locate } }
  const issues = toIssues(source.file, locate, checked.issues)
  return { ok: false, issues: issues.map((issue, i) => withAdvice(issue, checked.issues[i]?.expected)) }
}

/** What to write instead, by what was expected: people who don't know YAML seldom see what made a text something else. */
const advice: Readonly<Record<string, string>> = {
  string: "put the text into '…'",
  Array: "write ['…', '…'], or a line “- '…'” for each",
}

function withAdvice(issue: Issue, expected: string | null | undefined): Issue {
  const found = advice[expected ?? '']
  return found === undefined || issue.message === 'missing'
    ? issue
    : { ...issue, message: `${issue.message}; ${found}` }
}

/** The issues that a schema found, each at its place in the file. */
export function toIssues(
  file: string,
  locate: Locate,
  found: readonly v.BaseIssue<unknown>[],
): readonly Issue[] {
  return found.map(({ path: items = [], message }) => {
    const path = items.map(({ key }) => key as PropertyKey)
    return { file, ...locate(path), path: toPath(path), message }
  })
}

type Value = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/**
 * An empty file means an empty mapping: then the schema names the keys that are missing. The parser looks for an alias's anchor,
 * and counts aliases, only here.
 */
function toValue(yaml: Document): Value {
  try {
    const value: unknown = yaml.toJS()
    return { ok: true, value: value ?? {} }
  } catch (error) {
    if (error instanceof ReferenceError) return { ok: false, message: error.message }
    throw error
  }
}

function syntaxIssue(source: Source, lines: LineCounter, error: YAMLError): Issue {
  const { line, col } = lines.linePos(error.pos[0])
  return { file: source.file, line, column: col, path: '', message: syntaxMessage(source, error) }
}

function syntaxMessage(source: Source, { code, message, pos }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return duplicateMessage(source, pos[0])
    case 'TAB_AS_INDENT':
      return 'a tab at the beginning of a line; write blanks instead'
    default:
      return `${message}. Put texts into '…', an apostrophe in one as '', and begin the lines of an entry below each other.`
  }
}

/** The parser does not name the key that is there twice. */
function duplicateMessage({ text }: Source, start: number): string {
  const [, key] = /^["']?([^\s:"'][^:"'\n]{0,100})/.exec(text.slice(start, start + 102)) ?? []
  return key === undefined ? 'a key is there twice' : `the key "${key.trim()}" is there twice`
}

/** `a.b[2].c`, as people write it. */
function toPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
    .join('')
}

function position(yaml: Document, lines: LineCounter, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? yaml.contents : yaml.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
  }
  return { line: 1, column: 1 }
}
