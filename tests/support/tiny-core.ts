import type { Core } from '../../src/core.ts'
import type { Outcome } from '../../src/dialogue/types.ts'

/** Answers `Frage N` with `Antwort N`, and nothing else: for tests of what happens around the core. */
export const tinyCore: Pick<Core, 'respond'> = {
  respond({ text }): Outcome {
    const number = /Frage (\d+)/.exec(text)?.[1]
    if (number === undefined) return { kind: 'ignore', reason: 'not-a-question' }
    const reply = {
      language: 'de' as const,
      blocks: [{ type: 'paragraph' as const, content: [`Antwort ${number}`] }],
    }
    return { kind: 'decline', decline: undefined, reply }
  },
}
