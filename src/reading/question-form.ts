import type { Word } from '../language/words.ts'
import { isGrammar } from './back-reference.ts'
import {
  askingWords,
  leadIns,
  notSubjects,
  prepositions,
  questionVerbs,
  questionWords,
  subjects,
} from './word-lists.ts'

/** Whether words open a question: "wo …", "auf welcher …", "gilt die …". */
export function opensQuestion(words: readonly Word[]): boolean {
  const rest = withoutLeadIn(words)
  return startsWithQuestionWord(rest) || startsWithVerb(rest)
}

export function startsWithQuestionWord([first, second]: readonly Word[]): boolean {
  if (first === undefined) return false
  return (
    questionWords.has(first.text) || (prepositions.has(first.text) && questionWords.has(second?.text ?? ''))
  )
}

/** "wer hat da Zugriff": a question word, the verb near it and then more, as in no subordinate clause. */
export function startsDirectly(words: readonly Word[]): boolean {
  const verb = words.slice(1, 3).findIndex(({ text }) => questionVerbs.has(text)) + 1
  return questionWords.has(words[0]?.text ?? '') && verb > 0 && isGrammar(words[verb + 1]?.text ?? '')
}

/** A finite verb and then its subject; a bare noun will do in third person plural ("sind Telefonate …"). */
function startsWithVerb([first, second]: readonly Word[]): boolean {
  if (first === undefined || second === undefined) return false
  if (questionVerbs.has(first.text))
    return subjects.has(second.text) || (second.text.length > 4 && !notSubjects.has(second.text))
  if (second.text === 'ich') return first.text.length > 2
  return first.text.length > 4 && verbEnding.test(first.text) && isPersonal(second)
}

const verbEnding = /(?:st|t|en|e)$/
const personal = /^(?:ich|du|er|sie|es|man|wir|ihr|das)$/
export const isPersonal = (word: Word | undefined): boolean => personal.test(word?.text ?? '')

function withoutLeadIn(words: readonly Word[]): readonly Word[] {
  let start = 0
  while (start < 3 && start < words.length - 1 && leadIns.has(words[start]?.text ?? '')) start++
  return words.slice(start)
}

/** Index of the word at which the asking clause of an indirect question begins: "ob" in "Ich wüsste gern, ob …"; -1 without one. */
export function indirectStart(words: readonly Word[]): number {
  let isAsked = false
  for (const [index, { text }] of words.entries()) {
    const before = words[index - 1]?.text
    if (index > 0 && (isIf(text, before) || (isAsked && (questionWords.has(text) || text === 'if'))))
      return index > 1 && prepositions.has(before ?? '') ? index - 1 : index
    if (askingWords.has(text) && !isKnown(words, index)) isAsked = true
  }
  return -1
}

const isIf = (text: string, before: string | undefined) =>
  (text === 'ob' && before !== 'als') || text === 'whether'

/** "Ich weiß, wovon …" asks nothing; "ich weiß nicht, wovon …" does. */
function isKnown(words: readonly Word[], index: number): boolean {
  if (!knowing.has(words[index]?.text ?? '')) return false
  return self.has(words[index - 1]?.text ?? '') && words[index + 1]?.text !== 'nicht'
}

const knowing = new Set(['weiss', 'know', 'verstehe', 'understand'])
const self = new Set(['ich', 'und', 'i', 'and'])
