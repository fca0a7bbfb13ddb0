import type { Phrase, Word } from '../language/words.ts'
import { partOf } from './phrase-parts.ts'
import { indirectStart, isPersonal, opensQuestion, startsWithQuestionWord } from './question-form.ts'
import { joints, questionVerbs, questionWords } from './word-lists.ts'

/** Shortest part, in words, that can be a question of its own. */
const minWords = 3

/**
 * The questions that one sentence joins: "Wo stehen die Server und werden die Daten verschlüsselt?" asks two things.
 * Only "and" joins; "or" gives alternatives of one question.
 */
export function splitQuestion(sentence: Phrase): Phrase[] {
  const { words } = sentence
  const indirect = indirectStart(words)
  const isDirect = sentence.text.includes('?') || opensQuestion(words)
  const parts: Phrase[] = []
  let start = 0
  for (const [index, word] of words.entries()) {
    const next = words.slice(index + 1)
    if (!joints.has(word.text) || index - start < minWords || next.length < minWords) continue
    const isAsking = isDirect || (indirect >= 0 && indirect < index)
    if (!isAsking || isCoordinated(words.slice(0, index), next) || !opensPart(next, isDirect)) continue
    parts.push(partOf(sentence, start, index))
    start = index + 1
  }
  return [...parts, partOf(sentence, start)].filter(({ text }) => text !== '')
}

/** "… nachsehen, wie oft und mit wem ich telefoniere", "… und über welchen Weg?": the parts share a verb, so they are one question. */
function isCoordinated(before: readonly Word[], next: readonly Word[]): boolean {
  const [last, measured] = [before.at(-1)?.text ?? '', before.at(-2)?.text ?? '']
  if (questionWords.has(last) || (questionWords.has(measured) && measures.has(last))) return true
  return startsWithQuestionWord(next) && !next.some((word, i) => isVerb(word, next[i - 1], next[i + 1]))
}

const measures = new Set(['oft', 'viel', 'viele', 'lange', 'much', 'many', 'often', 'long'])

const isVerb = (word: Word, before: Word | undefined, after: Word | undefined) =>
  (isFiniteVerb(word) && before?.text !== 'zu') || (isPersonal(after) && word.text.length > 3)
const isFiniteVerb = ({ text }: Word) => questionVerbs.has(text) || (text.length > 3 && verbEnding.test(text))
const verbEnding = /(?:t|st|te|ten|s)$/

/** What follows "and" begins a question. */
function opensPart(next: readonly Word[], isDirect: boolean): boolean {
  const [first, second] = [next[0]?.text ?? '', next[1]?.text ?? '']
  if (clauseOpenings.has(first) || startsWithQuestionWord(next)) return true
  if (conditions.has(first)) return next.slice(1, 4).some(({ text }) => affirmations.has(text))
  return (isDirect && opensQuestion(next)) || announcements.has(`${first} ${second}`)
}

const clauseOpenings = new Set(['ob', 'whether'])
const conditions = new Set(['wenn', 'falls', 'if'])
const affirmations = new Set(['ja', 'yes', 'so', 'nein', 'nicht'])
const announcements = new Set(['die frage', 'the question', 'danach ob', 'darum ob', 'darueber ob'])
