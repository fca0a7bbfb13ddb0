import type { Word } from '../language/words.ts'
import { functionWords, prepositions, questionVerbs, questionWords, subjects } from './word-classes.ts'

/** Words before a question word: "und wo …", "außerdem wie …". */
const leadIn =
  /^(?:und|oder|aber|also|ach|achso|noch|ja|hm+|ok|sorry|hey|hi|hallo|mal|and|so|but|eigentlich|außerdem|ausserdem|ferner|dann|weiterhin|zudem|nur)$/
/** Words before the verb of a question; after an adverb a verb makes a statement ("Außerdem bräuchten wir …"). */
const conjunction = /^(?:und|oder|aber|ach|achso|and|or|but|hm+|ok|sorry|hey|hi|hallo)$/
/** Whether words open a question: "wo …", "auf welcher …", "gilt die …". */
export function opensQuestion(words: readonly Word[]): boolean {
  return startsWithQuestionWord(withoutLeadIn(words)) || startsWithVerb(withoutLeadIn(words, conjunction))
}

export function startsWithQuestionWord(words: readonly Word[]): boolean {
  const [first, second] = words
  if (first === undefined) return false
  if (questionWords.has(first.text)) return true
  return (
    prepositions.has(first.text) &&
    second !== undefined &&
    /^(?:welche[mnrs]?|wessen|wann|wem|wen|was|wie|wo|which|what|whom|whose)$/.test(second.text)
  )
}

/** A finite verb and then its subject; a bare noun will do in third person plural ("sind Telefonate …"). */
export function startsWithVerb(words: readonly Word[]): boolean {
  const [first, second] = words
  if (first === undefined || second === undefined) return false
  if (questionVerbs.has(first.text))
    return (
      subjects.has(second.text) ||
      (second.text.length > 4 && !adverbs.has(second.text)) ||
      /^(?:tu|pc|dv|pr|us|zih)$/.test(second.text)
    )
  return (
    (/(?:st|t|en)$/.test(first.text) || second.text === 'ich') &&
    first.text.length > 4 &&
    /^(?:ich|du|er|sie|es|man|wir|ihr|das)$/.test(second.text)
  )
}

/** What follows the verb of a statement whose subject was left out: "geht wieder", "war gestern …". */
const adverbs = new Set(
  (
    'wieder nicht gestern heute morgen leider immer super endlich jedenfalls trotzdem sowieso gerade vorhin bereits jetzt weiter ' +
    'gleich erstmal normal alles nichts fertig bestimmt vielleicht fine good great nothing already working sofort nachher ' +
    'direkt danach vorher danke hoffentlich natürlich ebenfalls genauso übrigens'
  ).split(' '),
)

export function withoutLeadIn(words: readonly Word[], skipped = leadIn): readonly Word[] {
  let start = 0
  while (start < 3 && start < words.length - 1 && skipped.test(words[start]?.text ?? '')) start++
  return words.slice(start)
}

export function isFiniteVerb({ text }: Word): boolean {
  return (
    questionVerbs.has(text) ||
    (/(?:t|st|en|te|ten|s)$/.test(text) &&
      text.length > 3 &&
      !participle.test(text) &&
      !functionWords.has(text))
  )
}

/** Past participles; nouns in -ung stay out. */
const participle =
  /^(?:ge\p{L}{2,}(?:t|en)|(?:be|er|ver|zer|ent|auf|ab|aus|ein|an|um|zu)(?:ge)?\p{L}+(?:igt|oben|iert|eben|lossen|hrt|elt|llt|ert|ellt)|\p{L}{3,}ed)$/u
