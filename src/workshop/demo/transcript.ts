import { styleText } from 'node:util'

const narrowest = 40
const widest = 100

export interface TranscriptOptions {
  readonly print: (text: string) => void
  /** Columns of the terminal. */
  readonly columns: number
}

/** Prints a conversation for somebody who watches it. */
export interface Transcript {
  /** Says where the next messages are said, and what they show. */
  scene(place: string, title: string): void
  message(speaker: string, text: string): void
  /** A remark of the demo's own. */
  remark(text: string): void
}

export function createTranscript({ print, columns }: TranscriptOptions): Transcript {
  const width = Math.min(Math.max(columns, narrowest), widest)
  return {
    scene(place, title) {
      const head = `── ${place}: ${title} `
      print(`\n${styleText('bold', head.padEnd(width, '─'))}\n`)
    },
    message(speaker, text) {
      const isBot = speaker === botName
      const name = styleText(isBot ? 'green' : 'cyan', speaker.padEnd(indent - 2))
      const lines = text.split('\n').flatMap((line) => wrap(line, width - indent))
      lines.forEach((line, i) => {
        print(`${i === 0 ? `  ${name}` : ' '.repeat(indent)}${line}`.trimEnd())
      })
      print('')
    },
    remark(text) {
      print(`${' '.repeat(indent)}${styleText('dim', `(${text})`)}\n`)
    },
  }
}

/** The demo's bot, in its account's display name and in the transcript. */
export const botName = 'Hinweisbot'

/** Room for the longest name. */
const indent = botName.length + 4

/** Lines of at most `width` characters where the words allow it; a quotation stays one. */
export function wrap(line: string, width: number): string[] {
  const prefix = line.startsWith('> ') ? '> ' : ''
  const lines: string[] = []
  let current = prefix
  for (const word of line.slice(prefix.length).split(' ')) {
    const joined = current === prefix ? current + word : `${current} ${word}`
    if (joined.length > width && current !== prefix) {
      lines.push(current)
      current = prefix + word
    } else {
      current = joined
    }
  }
  return [...lines, current]
}
