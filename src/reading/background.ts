import type { Statement } from './statements.ts'

/** How many sentences before a question count as its background. */
const MAX_SENTENCES = 2
/** The same in a chat, where a sentence is spread over several lines. */
const MAX_LINES = 4
/** How far back they are looked for, in sentences. */
const REACH = 12

/**
 * The sentences before a question that may carry its topic; for an item of a list, what introduces the list. An
 * earlier question has a topic of its own, which counts only where this one points back to it.
 */
export function toBackground(statements: readonly Statement[], index: number, isPointing: boolean): string[] {
  const statement = statements[index]
  if (statement === undefined) return []
  const limit = statement.part.kind === 'chat' ? MAX_LINES : MAX_SENTENCES
  const found: string[] = []
  for (let i = index - 1; i >= 0 && i > index - REACH && found.length < limit; i--) {
    const before = statements[i]
    if (before === undefined || !isContext(before, statement)) continue
    if (before.isAsked && !isPointing) break
    found.unshift(before.lead === '' ? before.text : `${before.lead} ${before.text}`)
  }
  return found
}

/** Said in the same letter, by the same person, and about the subject. */
function isContext(before: Statement, statement: Statement): boolean {
  if (before.isHandingOn || before.part.depth < statement.part.depth) return false
  const isOtherItem = before.part.kind === 'item' && before.part !== statement.part
  return !(isOtherItem && statement.part.kind === 'item')
}
