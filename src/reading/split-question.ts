import { toWords, type Word } from '../language/words.ts'
import { indirectStart } from './indirect-question.ts'
import { isFiniteVerb, opensQuestion, startsWithQuestionWord } from './question-opening.ts'
import { questionWords } from './word-classes.ts'

const joint = /^(?:und|and|sowie|außerdem|ausserdem|plus)$/
/** Shortest part, in words, that can be a question of its own. */
const MIN_WORDS = 3

/**
 * The questions that one sentence joins: "Wo stehen die Server und werden die Daten verschlüsselt?" asks two things.
 * Only "and" joins; "or" gives alternatives of one question.
 */
export function splitQuestion(sentence: string): string[] {
  const words = toWords(sentence)
  const indirect = indirectStart(sentence, words)
  const isDirect = sentence.includes('?') || opensQuestion(words)
  const parts: string[] = []
  let start = 0
  for (const [index, word] of words.entries()) {
    if (!joint.test(word.text) || wordsBetween(words, start, word.start) < MIN_WORDS) continue
    const next = words.slice(index + 1)
    if (
      next.length < MIN_WORDS ||
      isCoordinated(words.slice(0, index), next) ||
      !opensPart(sentence.slice(start, word.start), next, {
        isDirect,
        isClause: indirect !== undefined && indirect < word.start,
      })
    )
      continue
    parts.push(trimJoint(sentence.slice(start, word.start)))
    start = word.end
  }
  return [...parts, sentence.slice(start).trim()].filter((part) => part !== '')
}

/** "… nachsehen, wie oft und mit wem ich telefoniere", "… und über welchen Weg?": the parts share a verb, so they are one question. */
function isCoordinated(before: readonly Word[], next: readonly Word[]): boolean {
  const [last, measured] = [before.at(-1), before.at(-2)]
  if (
    questionWords.has(last?.text ?? '') ||
    (questionWords.has(measured?.text ?? '') && measures.test(last?.text ?? ''))
  )
    return true
  return (
    startsWithQuestionWord(next) &&
    !next.some((word, index) => isFiniteVerb(word) && next[index - 1]?.text !== 'zu')
  )
}

const measures = /^(?:oft|viel|viele|lange|much|many|often|long)$/

function wordsBetween(words: readonly Word[], start: number, end: number): number {
  return words.filter((word) => word.start >= start && word.end <= end).length
}

/** What follows "and" begins a question, and what stands before it is one already. */
function opensPart(
  before: string,
  next: readonly Word[],
  { isDirect, isClause }: { isDirect: boolean; isClause: boolean },
): boolean {
  const first = next[0]?.text ?? ''
  const second = next[1]?.text ?? ''
  if (/^(?:ob|whether)$/.test(first)) return true
  if (/^(?:danach|darum|darüber)$/.test(first) && (second === 'ob' || startsWithQuestionWord(next.slice(1))))
    return true
  if (/^(?:die|der|the)$/.test(first) && /^(?:frage|question)$/.test(second)) return true
  if (/^(?:wenn|falls|if)$/.test(first))
    return next.slice(1, 4).some((word) => /^(?:ja|yes|so|nein|nicht)$/.test(word.text))
  const isAsking = isClause || isDirect || opensQuestion(toWords(lastClause(before)))
  if (isAsking && startsWithQuestionWord(next)) return true
  return isDirect && opensQuestion(next)
}

function lastClause(text: string): string {
  return text.slice(text.lastIndexOf(',') + 1)
}

function trimJoint(text: string): string {
  return text
    .trim()
    .replace(/[,;–-]+$/, '')
    .trim()
}
