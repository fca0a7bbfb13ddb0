import { copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { loadCore } from '../../src/cli/load-core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { prepareKnowledge } from '../../src/knowledge-files/prepare-knowledge.ts'

const directory = 'knowledge'
const keptFile = path.resolve('.cache/knowledge-tests')

/**
 * Trains on the shipped knowledge before the first test. Otherwise each bot that starts with an empty state directory would do so, and on a
 * busy machine that takes longer than a test waits for an answer.
 */
export default async function setup(): Promise<void> {
  await prepareKnowledge({ directory, encoder: true, keptFile }, new AbortController().signal)
  await loadCore(await loadKnowledge(directory))
}

/** Puts the trained knowledge where a bot with this state directory looks for it. */
export function giveKnowledge(stateDirectory: string): void {
  if (existsSync(keptFile)) copyFileSync(keptFile, path.join(stateDirectory, 'knowledge'))
}
