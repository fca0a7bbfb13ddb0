import { toLines } from './notice-lines.ts'

/** One item of a list, flattened: nested lists are items of a greater depth. */
export interface ListItem {
  /** As it stands in the text: "*", "3.", "b)". */
  readonly mark: string
  readonly depth: number
  readonly text: string
}

/** A piece of a notice's text, in the order of the text. `apart` is true after a blank line or a heading. */
export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly title: string }
  | { readonly kind: 'text'; readonly text: string; readonly apart: boolean }
  | { readonly kind: 'list'; readonly items: readonly ListItem[]; readonly apart: boolean }
  | {
      readonly kind: 'table'
      readonly header: readonly string[] | undefined
      readonly rows: readonly (readonly string[])[]
      readonly apart: boolean
    }
  | { readonly kind: 'code'; readonly text: string; readonly apart: boolean }

/** A part of a section. */
export type Content = Exclude<Block, { readonly kind: 'heading' }>

const headingLine = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/u
const underline = /^(=+|-{2,})[ \t]*$/u
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/u
/** "§ 3 Speicherdauer" on a line of its own is a heading in statutes, whether it is marked as one or not. */
const clauseHeading = /^§+ ?\d+[a-z]?\b[^.;:,]{0,120}$/u
const clauseStart = /^\(\d{1,3}[a-z]?\)(?:[ \t]|(?=\p{Lu}))/u
const itemLine =
  /^([ \t]*)([-*+•▪◦–]|\d{1,3}[.)]|\(?[a-z]\)|[a-z]\.(?![ \t]+\p{L}{1,2}\.)|\([ivx]{1,4}\))[ \t]+(\S.*)$/u
const delimiterRow = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u
const fence = /^ {0,3}(?:```|~~~)/u
const definitionLine = /^ {0,3}:[ \t]+(\S.*)$/u

/** Takes the Markdown of a notice apart: headings, running text, lists, tables, definitions, code blocks; other marks are text. */
export function toBlocks(body: string): Block[] {
  const reader = new BlockReader()
  const lines = toLines(body)
  lines.forEach((line, i) => {
    reader.read(line, lines[i + 1] ?? '')
  })
  return reader.end()
}

/** Collects lines until their block is complete. */
class BlockReader {
  readonly #blocks: Block[] = []
  #text: string[] = []
  #items: ListItem[] = []
  #indents: number[] = []
  #rows: string[][] = []
  #header: string[] | undefined
  /** The lines of the code block that is open. */
  #code: string[] | undefined
  /** True if the block that is being collected stands apart from the one before. */
  #apart = true
  #blank = true

  read(line: string, next: string): void {
    if (fence.test(line)) this.#readFence()
    else if (this.#code) this.#code.push(line)
    else if (line.trim() === '') {
      this.#blank = true
      if (this.#items.length === 0) this.#close()
    } else {
      this.#readText(line, next)
      this.#blank = false
    }
  }

  end(): Block[] {
    if (this.#code) this.#readFence()
    this.#close()
    return this.#blocks
  }

  /** The marks of a code block: the first opens it, the second closes it. */
  #readFence(): void {
    const text = this.#code?.join('\n').trim()
    this.#code = this.#code ? undefined : []
    if (text === undefined) {
      this.#close()
      this.#begin()
    } else if (text !== '') {
      this.#blocks.push({ kind: 'code', text, apart: this.#apart })
      this.#apart = false
    }
    this.#blank = false
  }

  #readText(line: string, next: string): void {
    if (this.#readHeading(line, next) || this.#readRow(line, next) || this.#readItem(line)) return
    if (rule.test(line)) {
      this.#close()
      this.#apart = true
      return
    }
    if (this.#continuesItem(line)) return
    const endsBefore = /[.!?:;][)“"]*$/u.test(this.#text.at(-1) ?? '')
    if (this.#items.length > 0 || this.#rows.length > 0 || (clauseStart.test(line) && endsBefore))
      this.#close()
    this.#begin()
    this.#text.push(line.trim())
  }

  #readHeading(line: string, next: string): boolean {
    const found = headingLine.exec(line)
    if (found) return this.#heading(found[1]?.length ?? 1, found[2] ?? '')
    const title = this.#text.length === 1 ? this.#text[0] : undefined
    const under = underline.exec(line)
    if (under && title !== undefined) {
      this.#text = []
      return this.#heading(under[1]?.startsWith('=') === true ? 1 : 2, title)
    }
    const standsAlone = this.#blank && (next.trim() === '' || clauseStart.test(next))
    return standsAlone && clauseHeading.test(line) ? this.#heading(2, line) : false
  }

  #heading(depth: number, title: string): true {
    this.#close()
    if (isSentence(title)) {
      this.#blocks.push({ kind: 'text', text: title.trim(), apart: true })
      return true
    }
    this.#blocks.push({ kind: 'heading', depth, title: title.trim() })
    this.#apart = true
    return true
  }

  #readRow(line: string, next: string): boolean {
    const inTable = this.#rows.length > 0 || this.#header !== undefined
    if (delimiterRow.test(line) && inTable) return true
    const begins =
      /^\s*\|.*\|\s*$/u.test(line) || (line.includes('|') && delimiterRow.test(next) && next.includes('-'))
    if (!begins && !(inTable && line.includes('|') && !this.#blank)) return false
    const cells = toCells(line)
    if (!inTable) {
      this.#close()
      this.#begin()
      if (delimiterRow.test(next) && next.includes('-')) this.#header = cells
      else this.#rows.push(cells)
    } else this.#rows.push(cells)
    return true
  }

  #readItem(line: string): boolean {
    const [, space = '', mark = '', text = ''] = itemLine.exec(line) ?? []
    if (text === '') return this.#readDefinition(line)
    if (this.#text.length > 0 && !mayInterrupt(mark)) return false
    if (this.#items.length === 0) {
      this.#close()
      this.#begin()
    }
    const indent = space.replaceAll('\t', '    ').length
    while ((this.#indents.at(-1) ?? -1) >= indent) this.#indents.pop()
    this.#items.push({ mark, depth: this.#indents.length, text })
    this.#indents.push(indent)
    return true
  }

  /** A term and, on the next line, ": what it means": the term introduces it. */
  #readDefinition(line: string): boolean {
    const meaning = definitionLine.exec(line)?.[1]
    if (meaning === undefined || (this.#text.length !== 1 && this.#items.length === 0)) return false
    if (this.#items.length === 0) {
      this.#close()
      this.#begin()
    }
    this.#items.push({ mark: ':', depth: 0, text: meaning })
    return true
  }

  #continuesItem(line: string): boolean {
    const last = this.#items.at(-1)
    if (last === undefined || clauseStart.test(line) || (this.#blank && !/^(?: {2,}|\t)/u.test(line)))
      return false
    this.#items[this.#items.length - 1] = { ...last, text: joinLines([last.text, line.trim()]) }
    return true
  }

  #begin(): void {
    if (this.#text.length === 0) this.#apart ||= this.#blank
  }

  #close(): void {
    const apart = this.#apart
    const header = this.#header
    if (this.#text.length > 0) this.#blocks.push({ kind: 'text', text: joinLines(this.#text), apart })
    if (this.#items.length > 0) this.#blocks.push({ kind: 'list', items: this.#items, apart })
    if (this.#rows.length > 0 || header) this.#blocks.push({ kind: 'table', header, rows: this.#rows, apart })
    if (this.#text.length + this.#items.length + this.#rows.length > 0 || header) this.#apart = false
    this.#text = []
    this.#items = []
    this.#indents = []
    this.#rows = []
    this.#header = undefined
  }
}

/** Some sites set what a page begins with as a heading, to show it large. */
const isSentence = (title: string) => title.length > 80 && /[.!]["”“)]?\s*$/u.test(title)

/** In the middle of running text "3. Mai" begins a line by chance; only the first number or a bullet begins a list there. */
const mayInterrupt = (mark: string) => /^(?:[-*+•▪◦]|1[.)]|\(?a\)|a\.|\(i\))$/u.test(mark)

const toCells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/gu, '')
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim())

/** A word may go on after a hyphen at the end of its line; what such a hyphen joins keeps it if it is no syllable. */
function joinLines(lines: readonly string[]): string {
  const parts = lines.map((line, i) => {
    const [, next = ''] = /^(\p{L}+)/u.exec(lines[i + 1] ?? '') ?? []
    if (i === lines.length - 1) return line
    if (!/\p{L}-$/u.test(line.slice(-4)) || next === '' || conjunction.test(next)) return `${line} `
    return /^\p{Lu}/u.test(next) || /(?:\p{Lu}|\d)-$/u.test(line.slice(-4)) ? line : line.slice(0, -1)
  })
  return parts.join('')
}

/** "Ein- und Ausgang": the hyphen stands for what both have in common. */
const conjunction = /^(?:und|oder|bzw|sowie|wie|als)$/u
