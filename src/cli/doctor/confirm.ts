import { createInterface } from 'node:readline/promises'

/** Asks for a word that nobody types by accident. Without a terminal there is nobody to ask, so the answer is no. */
export async function confirm(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stdout.write('Without a terminal, --yes confirms it.\n')
    return false
  }
  using reader = createInterface({ input: process.stdin, output: process.stdout })
  return (await reader.question(`${question} Type "${word}" to go on: `)).trim() === word
}
