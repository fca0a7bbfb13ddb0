import { readFileSync } from 'node:fs'
import { parseLabelledMessages } from '../../src/workshop/evaluate/labelled-message.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { shuffle } from './random.ts'

const files = ['real-style-fit', 'dev-fit', 'imagined-fit'].map(
  (name) => `tests/fixtures/questions/${name}.jsonl`,
)

/**
 * Questions as people ask them in direct messages, answered by the notice or not, in an order that the seed decides. A bench that asks
 * one question again and again would measure caches, and the one answer that it was tried with.
 */
export function labelledQuestions(seed: number): readonly string[] {
  const asked = files
    .flatMap((file) => parseLabelledMessages(file, readFileSync(file, 'utf8')))
    .filter(({ context, expect }) => context === 'dm' && expect !== 'ignore')
  return shuffle(
    asked.map(({ text }) => text),
    seededRandom(seed),
  )
}

/** One question after the other, and from the beginning when all have been asked. */
export const nthOf = (questions: readonly string[], n: number): string =>
  questions[n % questions.length] ?? ''
