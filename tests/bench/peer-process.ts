import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { json, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import * as v from '../../src/documents/valibot.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import type { Measurement, Texts } from './measure.ts'

/** The input of a search library: the example questions, and the texts to look for. */
export interface Work extends Texts {
  readonly phrasings: readonly Phrasing[]
}

export interface Phrasing {
  readonly entry: string
  readonly language: 'de' | 'en'
  readonly text: string
}

const hit = v.object({ entry: v.string(), score: v.number() })
const decided = v.object({
  kind: v.picklist(['answered', 'nearest', 'declined']),
  entries: v.array(v.string()),
})
const measured = v.object({
  indexMs: v.number(),
  bytes: v.number(),
  milliseconds: v.array(v.number()),
  hits: v.array(v.array(hit)),
  decisions: v.optional(v.array(decided)),
})
const listed = v.array(v.object({ id: v.string(), title: v.string(), settings: v.array(v.string()) }))

export type Library = v.InferOutput<typeof listed>[number]

const folder = fileURLToPath(new URL('../peers/', import.meta.url))
const ownWorker = fileURLToPath(new URL('own-worker.ts', import.meta.url))

/** Installs the peers' own package unless that has been done, and lists them. */
export async function openPeers(report: (line: string) => void): Promise<Library[]> {
  if (!existsSync(`${folder}node_modules`)) {
    report('installing the libraries to compare with (about 25 MB, below tests/peers) …')
    await run('npm', ['ci', '--no-audit', '--no-fund'], '')
  }
  return v.parse(listed, await run(process.execPath, ['run.js'], ''))
}

/** Runs one setting of a library in a process of its own. */
export async function measurePeer(library: string, setting: number, work: Work): Promise<Measurement> {
  return v.parse(
    measured,
    await run(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=8192', 'run.js', library, String(setting)],
      JSON.stringify(work),
    ),
  )
}

/** The same for the bot's own core. */
export async function measureOwn(knowledge: KnowledgeBase, texts: Texts): Promise<Measurement> {
  return v.parse(
    measured,
    await run(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=8192', ownWorker],
      JSON.stringify({ knowledge, ...texts }),
    ),
  )
}

/** The standard output as JSON, if that is what it is. */
async function run(command: string, args: readonly string[], input: string): Promise<unknown> {
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  )
  const output = command === process.execPath ? json(child.stdout) : text(child.stdout)
  const [result, problem, code] = await Promise.allSettled([output, text(child.stderr), ended])
  if (code.status === 'fulfilled' && code.value === 0 && result.status === 'fulfilled') return result.value
  const said = problem.status === 'fulfilled' ? problem.value.trim().slice(-500) : ''
  throw new Error(`${command} ${args.join(' ')} failed: ${said}`)
}
