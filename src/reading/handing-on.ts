import { toWords } from '../language/words.ts'
import { withoutLeadIn } from './question-opening.ts'
import { functionWords, handingOnWords } from './word-classes.ts'

/** The same for a sentence that says before it what is handed on: "Hier ist was vom Prüfungsamt, was antworte ich da?" */
export function endsInHandingOn(sentence: string): boolean {
  const comma = sentence.lastIndexOf(',')
  return (
    comma > 0 &&
    comma < 80 &&
    !sentence.slice(0, comma).includes('?') &&
    isHandingOn(sentence.slice(comma + 1))
  )
}

/**
 * Whether a sentence has no subject matter of its own: it hands a message on or asks for help with it ("Was sagt der
 * Hinweis dazu?", "Could you check this one?", "Weiß das jemand?").
 */
export function isHandingOn(sentence: string): boolean {
  const words = toWords(sentence)
  if (words.length === 0 || words.length > 14 || asksDetail.test(withoutLeadIn(words)[0]?.text ?? ''))
    return false
  if (/^(?:noch da|oder|ok|ja|right)$/.test(words.map((word) => word.text).join(' '))) return true
  if (!words.every(({ text }) => handingOnWords.has(text) || functionWords.has(text))) return false
  return (
    words.some(({ text }) => handingOnWords.has(text) && !functionWords.has(text) && !pronouns.test(text)) ||
    isAppeal(words.map((word) => word.text))
  )
}

/** Who asks where, why or how asks about something. */
const asksDetail =
  /^(?:wo\p{L}*|wie|wann|warum|wieso|weshalb|welche[mnrs]?|wem|wen|where|when|why|how|which)$/u
const pronouns = /^(?:was|du|ihr|sie|wer|mir|wir|these|this|about|up|over|into|to|da|schon|you)$/

function isAppeal(words: readonly string[]): boolean {
  return (
    words.length <= 4 &&
    /^(?:kannst|könnt|könntest|can|could)$/.test(words[0] ?? '') &&
    /^(?:du|ihr|you)$/.test(words[1] ?? '')
  )
}
