import { readFileSync } from 'node:fs'
import * as v from '../../src/documents/valibot.ts'

const packageSchema = v.object({ scripts: v.object({ start: v.string() }) })

export interface StartScript {
  readonly env: Readonly<Record<string, string>>
  readonly nodeOptions: readonly string[]
  readonly args: readonly string[]
}

/** The line that `npm start` runs. */
export function startLine(): string {
  return v.parse(packageSchema, JSON.parse(readFileSync('package.json', 'utf8'))).scripts.start
}

/** The parts of the line that `npm start` runs: variables, options of `node`, and the bot's file with its arguments. */
export function startScript(): StartScript {
  const words = startLine().split(' ')
  const shell = words.indexOf('exec')
  const program = words.indexOf('node')
  const file = words.findIndex((word) => word.endsWith('.ts'))
  const variables = words.slice(0, shell).map((word) => {
    const [name = '', value = ''] = word.split('=')
    return [name, value] as const
  })
  return {
    env: Object.fromEntries(variables),
    nodeOptions: words.slice(program + 1, file),
    args: words.slice(file),
  }
}
