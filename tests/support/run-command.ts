import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Ran {
  readonly code: number | null
  readonly output: string
}

/** Runs the program as a person would, and gives all that it says. */
export async function runCommand(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, ['src/main.ts', ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  await once(child, 'exit')
  return { code: child.exitCode, output: (await output).join('') }
}
