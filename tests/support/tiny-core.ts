import type { Outcome } from '../../src/replies/types.ts'
import type { ConversationCore } from '../../src/matrix/bot-options.ts'

/** Answers `Frage N` with `Antwort N`, and nothing else: for tests of what happens around the core. */
export const tinyCore: ConversationCore = {
  answerWith: () => undefined,
  offerOther: () => ({ kind: 'ignore', reason: 'not-certain' }),
  *respondInSteps({ text }): Generator<undefined, Outcome> {
    yield
    const number = /Frage (\d+)/.exec(text)?.[1]
    if (number === undefined) return { kind: 'ignore', reason: 'not-a-question' }
    const reply = {
      language: 'de' as const,
      blocks: [{ type: 'paragraph' as const, content: [`Antwort ${number}`] }],
    }
    return { kind: 'decline', entry: undefined, open: [], reply }
  },
}
