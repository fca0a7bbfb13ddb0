import { functionWords } from '../language/function-words.ts'
import type { Word } from '../language/words.ts'
import { isIn } from './word-lists.ts'

/** True if words open a question: "wo …", "auf welcher …", "gilt die …". */
export const opensQuestion = (words: readonly Word[]): boolean =>
  startsWithQuestionWord(words) || startsWithVerb(words)

export const startsWithQuestionWord = ([first, second]: readonly Word[]): boolean =>
  isIn('questionWords', first?.text) ||
  (isIn('prepositions', first?.text) && isIn('questionWords', second?.text))

/** A finite verb and then its subject; a bare noun will do in third person plural ("sind Telefonate …"), but not behind "am". */
function startsWithVerb([first, second]: readonly Word[]): boolean {
  if (first === undefined || second === undefined) return false
  if (second.text === 'ich') return first.text.length > 2
  if (!isIn('questionVerbs', first.text)) return false
  return isIn('subjects', second.text) || (second.text.length > 4 && !isIn('prepositions', first.text))
}

/** "wer hat da Zugriff": a question word, the verb near it and then more, as in no subordinate clause. */
export function startsDirectly(words: readonly Word[]): boolean {
  const verb = words.slice(1, 3).findIndex(({ text }) => isIn('questionVerbs', text)) + 1
  return isIn('questionWords', words[0]?.text) && verb > 0 && isGrammar(words[verb + 1]?.text ?? '')
}

/**
 * A question with its verb at the front, or behind a question word and its noun but not at the end, and with a topic of its own: "welche Daten gehen
 * an …", not "welche Daten … gehen", "wenn ich …" or "ist der …".
 */
export function isWhole(words: readonly Word[]): boolean {
  const isVerb = ({ text }: Word) => isIn('questionVerbs', text)
  const verb = words.findIndex(isVerb)
  const isMain =
    (verb === 0 && startsWithVerb(words)) ||
    (startsWithQuestionWord(words) && verb > 0 && !words.slice(-1).some(isVerb))
  return isMain && !isDependent(words) && words.some(isTopical)
}

const isIf = (text: string | undefined): boolean => text === 'ob' || text === 'whether'

/** True if a word opens an indirect question. */
export const opensClause = (text: string | undefined): boolean => isIn('questionWords', text) || isIf(text)

/** Index of the word at which the asking clause of an indirect question begins: "ob" in "Ich wüsste gern, ob …"; -1 without one. */
export function indirectStart(words: readonly Word[]): number {
  const asking = words.findIndex(({ text }) => isIn('askingWords', text))
  return words.findIndex(
    ({ text }, i) =>
      i > 0 && (isIf(text) || (asking >= 0 && i > asking && (isIn('questionWords', text) || text === 'if'))),
  )
}

/** "Ich wollte fragen, ob …", "I need to know where …": says that the answer is wanted, whatever stands around it. */
export function wantsToKnow(words: readonly Word[]): boolean {
  const before = words.slice(0, Math.max(indirectStart(words), 0)).map(({ text }) => text)
  return before.some((text, i) => isIn('wishing', text) || isIn('wishing', `${before[i - 1] ?? ''} ${text}`))
}

/** True if a word has no topic of its own. */
const isGrammar = (text: string): boolean =>
  functionWords.has(text) || isIn('questionWords', text) || isIn('subjects', text)

/** True if a word is more than grammar, and than that something is asked. */
export const isTopical = ({ text }: Word): boolean => !isGrammar(text) && !isIn('askingWords', text)

const articles = new Set(['das', 'die', 'der', 'den', 'dem', 'so'])

/** True if a question can't be understood alone: few words of its own, one of which points back, or hardly any. */
export function isDependent(words: readonly Word[]): boolean {
  const own = words.filter(({ text }) => !isGrammar(text) && !isIn('pointingWords', text)).length
  return own === 0 || (own <= 2 && words.some((word, i) => pointsBack(word, words[i - 1], words[i + 1])))
}

/** Articles point back where no noun follows them: "Und wo steht der?", but "die neue Regel". In "gibt es …" and "is there …" nothing does. */
function pointsBack({ text }: Word, before: Word | undefined, next: Word | undefined): boolean {
  if (before === undefined && isIn('focusing', text)) return true
  if (!isIn('pointingWords', text) || isIn('expletives', `${before?.text ?? ''} ${text}`)) return false
  return !(articles.has(text) && next !== undefined && !isGrammar(next.text))
}
