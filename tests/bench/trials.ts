import { readdir } from 'node:fs/promises'
import { createCore } from '../../src/core/core.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import type { SentenceEncoder } from '../../src/language/encoder/sentence-encoder.ts'
import { createCoreJudge } from '../../src/workshop/evaluate/core-judge.ts'
import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import { computeFigures } from '../../src/workshop/evaluate/figures.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import { readMessages } from '../../src/workshop/evaluate/read-messages.ts'
import type { ScoredMessage } from '../../src/workshop/evaluate/score.ts'
import { aloneWith } from '../../src/workshop/fit/cut-knowledge.ts'

const questions = 'tests/fixtures/questions'
const smallFolder = 'tests/fixtures/knowledge/small'

/** A notice as its editor has it, and what is asked of it by people who don't know its example questions. */
export interface Trial {
  readonly notice: string
  readonly knowledge: KnowledgeBase
  readonly messages: readonly LabelledMessage[]
}

export async function shippedTrial(): Promise<Trial> {
  const files = ['real-style-held-out', 'dev-held-out']
  return {
    notice: 'softphone',
    knowledge: await loadKnowledge('knowledge'),
    messages: await readMessages(files.map(fileOf)),
  }
}

/** Each small notice that has labelled messages. */
export async function smallTrials(): Promise<Trial[]> {
  const folder = await loadKnowledge(smallFolder)
  const files = (await readdir(questions)).flatMap((file) => /^small-(.+)\.jsonl$/u.exec(file)?.[1] ?? [])
  return Promise.all(
    files.sort().map(async (notice) => ({
      notice,
      knowledge: aloneWith(folder, notice),
      messages: await readMessages([fileOf(`small-${notice}`)]),
    })),
  )
}

const fileOf = (name: string) => `${questions}/${name}.jsonl`

export function judgeAll(
  messages: readonly LabelledMessage[],
  knowledge: KnowledgeBase,
  encoder: SentenceEncoder,
): readonly ScoredMessage[] {
  const core = createCore(knowledge, { name: 'trial', contact: undefined }, { encoder })
  return evaluateMessages(messages, knowledge, createCoreJudge(core)).scored
}

export const figureNames = ['needs answered', 'or nearest', 'misled', 'precision', 'near misses quoted']

export function figuresOf(scored: readonly ScoredMessage[]): string[] {
  const { hit, assisted, misled, precision, quoted } = computeFigures(scored)
  return [hit, assisted, misled, precision, quoted].map(({ part, whole }) => percent(part, whole))
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} % of ${whole}`
}
