import type { Phrase } from '../language/words.ts'
import { joined, marksBehind, partOf } from '../language/phrase-parts.ts'
import {
  indirectStart,
  isWhole,
  opensClause,
  opensQuestion,
  startsDirectly,
  startsWithQuestionWord,
} from './question-form.ts'
import { isIn } from './word-lists.ts'

/** Shortest part, in words, that can be a question of its own. */
const minWords = 3

/**
 * The questions that one sentence joins: "Wo stehen die Server und werden die Daten verschlüsselt?" asks two things. "And" joins them, or a
 * comma before what can't be a subordinate clause; "or" gives alternatives of one question.
 */
export function splitQuestion(sentence: Phrase): Phrase[] {
  const { words } = sentence
  const isDirect = sentence.text.includes('?') || opensQuestion(words)
  const form: QuestionForm = { isDirect, indirect: indirectStart(words) }
  const parts: Phrase[] = []
  let start = 0
  for (const index of words.keys()) {
    const joint = jointAt(sentence, start, index, form)
    // "… und wie lange?" is a question beside a direct one, and a part of an indirect one.
    const minRest = isDirect ? minWords - 1 : minWords
    if (joint === undefined || index - start < minWords || words.length - joint < minRest) continue
    if (!isDirect && !isBehindIndirect(form, index)) continue
    parts.push(partOf(sentence, start, index))
    start = joint
  }
  return [...parts, partOf(sentence, start)].filter(({ text }) => text !== '')
}

interface QuestionForm {
  readonly isDirect: boolean
  /** Index of the word at which its indirect question begins; -1 without one. */
  readonly indirect: number
}

const isBehindIndirect = ({ indirect }: QuestionForm, index: number): boolean =>
  indirect >= 0 && indirect < index

/** "Wo und wie lange werden die Daten gespeichert?" asks two things of one clause. */
export function bothQuestions(question: Phrase): readonly Phrase[] {
  const first = questionWordsAt(question.words, 0)
  const second = isIn('joints', question.words[first]?.text) ? questionWordsAt(question.words, first + 1) : 0
  const clause = partOf(question, first + 1 + second)
  if (first === 0 || second === 0 || clause.words.length === 0) return [question]
  return [joined([partOf(question, 0, first), clause]), partOf(question, first + 1)]
}

/** How many words make up the question word: "wo", "wie lange"; 0 if there is none. */
function questionWordsAt(words: Phrase['words'], index: number): number {
  if (!isIn('questionWords', words[index]?.text)) return 0
  return isIn('degrees', words[index + 1]?.text) ? 2 : 1
}

/** Index of the word at which a further question begins if one is joined at `index` to that which begins at `start`. */
function jointAt(sentence: Phrase, start: number, index: number, form: QuestionForm): number | undefined {
  const { words } = sentence
  if (isIn('joints', words[index]?.text)) {
    const next = words.slice(index + 1)
    // "… wie oft und mit wem ich telefoniere" asks one thing.
    const isOpen = words.slice(Math.max(0, index - 2), index).some(({ text }) => opensClause(text))
    return !isOpen && opensPart(next, form.isDirect) ? index + 1 : undefined
  }
  const isComma = index > 0 && marksBehind(sentence, index - 1).trim() === ','
  if (!isComma || (start === 0 && leadsUp(partOf(sentence, 0, index)))) return undefined
  const areWhole = isWhole(words.slice(start, index)) && isWhole(clauseFrom(sentence, index))
  return areWhole || isInSeries(words, start, index, form) || startsDirectly(words.slice(index, index + 4))
    ? index
    : undefined
}

/**
 * "Sagen Sie mir, wo es liegt, ob es brennt und …": a further clause of an indirect question, behind the verb of the one before, and not
 * one within it ("…, ob Sie wissen, wo …").
 */
function isInSeries(words: Phrase['words'], start: number, index: number, form: QuestionForm): boolean {
  if (!isBehindIndirect(form, index) || !opensClause(words[index]?.text)) return false
  const clause = words.slice(Math.max(start, form.indirect), index)
  const isEmbedding = clause.some(({ text }) => isIn('askingWords', text) || isIn('embedding', text))
  return isIn('questionVerbs', clause.at(-1)?.text) && !isEmbedding
}

/** "Wenn ich unterwegs bin, …", "Verschlüsselung in Meetings, …": the circumstances or the topic of what is asked behind it. */
const leadsUp = (part: Phrase): boolean =>
  (isIn('conditions', part.words[0]?.text) && clauseFrom(part, 0).length === part.words.length) ||
  !part.words.some(({ text }) => isIn('questionVerbs', text) || isIn('questionWords', text))

/** The words up to the next comma. */
function clauseFrom(sentence: Phrase, index: number): Phrase['words'] {
  const end = sentence.words.findIndex((_, i) => i >= index && marksBehind(sentence, i).includes(','))
  return sentence.words.slice(index, end < 0 ? undefined : end + 1)
}

const opensPart = (next: Phrase['words'], isDirect: boolean): boolean =>
  isIn('clauseOpenings', next[0]?.text) || startsWithQuestionWord(next) || (isDirect && opensQuestion(next))

/** Fewer words before a question belong to it. */
const minDivided = 3

/**
 * The sentences that somebody ran together who sets no marks: "hab den Vertrag unterschrieben wann werde ich freigeschaltet". Divided
 * where a question begins that is no subordinate clause.
 */
export function divided(sentence: Phrase): readonly Phrase[] {
  const starts = sentence.words.flatMap((_, i) => (beginsUnmarked(sentence, i) ? [i] : []))
  return [0, ...starts].map((start, i) => partOf(sentence, start, starts[i]))
}

/** True if a question begins at a word before which there is neither a mark nor a word that belongs to it. */
function beginsUnmarked(sentence: Phrase, index: number): boolean {
  const { words } = sentence
  if (index < minDivided || !startsDirectly(words.slice(index, index + 4))) return false
  const before = words[index - 1]?.text ?? ''
  if (isIn('joints', before) || isIn('prepositions', before) || isIn('askingWords', before)) return false
  if (isIn('relatives', words[index]?.text)) return false
  return marksBehind(sentence, index - 1).trim() === ''
}
