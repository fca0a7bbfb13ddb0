import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CommandError } from './command-error.ts'

/** Asks without showing what is typed; without a terminal, reads the first line of standard input. */
export async function askSecret(prompt: string): Promise<string> {
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stdout.write(prompt)
  const reader = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  try {
    for await (const line of reader) {
      const secret = line.trim()
      if (secret !== '') return secret
      break
    }
    throw new CommandError(
      'No secret was given. Type it when it is asked for, or pass it in the first line of standard input.',
    )
  } finally {
    reader.close()
    if (isTerminal) process.stdout.write('\n')
  }
}
