import { describe, expect, it } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { generateKnowledge } from '../bench/generated-knowledge.ts'

const questions = 40

describe('knowledge of any size', () => {
  // 200 entries compete all with all, more of them with those of similar phrasings only, and 1,000 share the classifier's weights.
  it.each([100, 201, 401, 1000])('answers the own questions of %i entries', (size) => {
    const { knowledge } = generateKnowledge(size, 1, 3)
    const core = createCore(knowledge, { name: 'Hinweisbot', contact: undefined })
    const asked = knowledge.entries.filter((_, i) => i % Math.ceil(size / questions) === 0)
    const answered = asked.filter(({ id, questions: { de } }) => {
      const outcome = core.respond({ text: de[0] ?? '', addressing: 'direct' })
      return outcome.kind === 'answer' && outcome.answers.some(({ entry }) => entry.id === id)
    })
    expect(answered.length / asked.length).toBeGreaterThanOrEqual(0.9)
  })
})
