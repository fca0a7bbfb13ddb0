import { createInterface } from 'node:readline'

/** Talks with the person at the keyboard, line by line. */
export interface Prompt extends Disposable {
  /** The line that the person types; undefined when the input ends. */
  ask(question: string): Promise<string | undefined>
  say(text: string): void
}

export function createPrompt(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompt {
  const lines = createInterface({ input, terminal: false })
  const answers = lines[Symbol.asyncIterator]()
  return {
    async ask(question) {
      output.write(question)
      const answer = await answers.next()
      return answer.done === true ? undefined : answer.value.trim()
    },
    say: (text) => void output.write(`${text}\n`),
    [Symbol.dispose]: () => {
      lines.close()
    },
  }
}
