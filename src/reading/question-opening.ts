import { openingPhrases } from '../language/phrases.ts'
import type { Word } from '../language/words.ts'
import { functionWords, prepositions, questionVerbs, questionWords, subjects } from './word-classes.ts'

const raw = String.raw
/** Words before a question word: "und wo …", "außerdem wie …". */
const leadIn =
  /^(?:und|oder|aber|also|ach|achso|noch|ja|hm+|ok|sorry|hey|hi|hallo|mal|and|so|but|eigentlich|außerdem|ausserdem|ferner|dann|weiterhin|zudem|nur)$/
/** Words before the verb of a question; after an adverb a verb makes a statement ("Außerdem bräuchten wir …"). */
const conjunction = /^(?:und|oder|aber|ach|achso|and|or|but|hm+|ok|sorry|hey|hi|hallo)$/
/** "Wie besprochen", "wie gesagt": no question although it begins like one. */
const notAQuestion = openingPhrases(
  raw`wie (?:\p{L}+lich|immer|oben|unten|bei|gehabt|gewünscht|gesagt|besprochen|ge\p{L}+t|ver\p{L}+t)`,
  raw`was (?:mich|das angeht|\p{L}+ (?:betrifft|angeht))`,
  raw`wer (?:[^?]{0,25} )?(?:will|wissen|möchte|mag|noch|lust|interesse|braucht|kann)`,
  'wo (?:wir|ich) (?:schon|gerade)',
  '(?:when|where|while|what) (?:i|we|you|they)',
  'which (?:is|are|means)',
  '(?:will|can) (?:do|confirm)',
  'have a',
  '(?:kommt|käme) drauf',
  'stimmt(?! (?:es|das))',
  raw`wer hätte (?:das )?gedacht`,
  raw`(?:finde?|fänd\p{L}*|glaube?|denke?|meine?|hoffe?|dachte|seh|sehe|habe?|mache?|nehme?|schaue?) ich`,
  'passt',
  'kann sein',
  'macht nichts',
  'sieht gut',
)
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

/** The form of a question that has no question mark, as chat leaves it out; undefined for a statement. */
export function toUnmarkedForm(
  sentence: string,
  words: readonly Word[],
): 'question-word' | 'verb-first' | undefined {
  const opening = withoutLeadIn(words)
  const start = opening[0]?.start
  if (opening.length < 2 || /!["“”)]*$/.test(sentence) || notAQuestion.test(sentence.slice(start)))
    return undefined
  if (startsWithQuestionWord(opening)) return isRelative(sentence, opening) ? undefined : 'question-word'
  const clause = withoutLeadIn(words, conjunction)
  if (clause.length < 3 || !startsWithVerb(clause) || isElliptic(sentence, clause)) return undefined
  return /^\p{Lu}.*\.$/su.test(sentence) ? undefined : 'verb-first'
}

/** "Wer den Schlüssel findet, …", "Wie ihr wisst, …": no verb behind the question word, and a main clause follows. */
function isRelative(sentence: string, words: readonly Word[]): boolean {
  const [first, second, third] = words
  if (first === undefined || second === undefined) return false
  if (/^(?:was|what) (?:für|a)$/.test(`${first.text} ${second.text}`)) return words.length < 5
  if (!simple.test(first.text)) return false
  const isSubject = subjects.has(second.text)
  const isMeasured =
    /^(?:wie|how)$/.test(first.text) && !isSubject && third !== undefined && isFiniteVerb(third)
  const isMisspelt =
    !isSubject && !participle.test(second.text) && third !== undefined && subjects.has(third.text)
  const isMain = isFiniteVerb(second) || isMeasured || isMisspelt
  return !isMain && /[,:] |(?:\.\.\.|…)$/.test(sentence.slice(second.start))
}

const simple = /^(?:wer|wen|wem|was|wo\p{L}*|wie|wann|warum|wieso|weshalb|what|where|when|who|how|why)$/u

export function isFiniteVerb({ text }: Word): boolean {
  return (
    questionVerbs.has(text) ||
    (/(?:t|st|en|te|ten|s)$/.test(text) &&
      text.length > 3 &&
      !participle.test(text) &&
      !functionWords.has(text))
  )
}

/** "Kann ich bestätigen", "hat geklappt", "Is fixed now": what it is about was left out before the verb. */
function isElliptic(sentence: string, [verb, subject, ...rest]: readonly Word[]): boolean {
  if (verb === undefined || subject === undefined) return false
  if (participle.test(subject.text) || adverbs.has(subject.text)) return true
  if (/^hatt?e?$/.test(verb.text) && subject.text === 'sich' && !subjects.has(rest[0]?.text ?? ''))
    return true
  const last = rest.at(-1)
  if (rest.length <= 2 && last !== undefined && participle.test(last.text) && isName(sentence, subject))
    return true
  if (!/^(?:ich|wir|i|we)$/.test(subject.text)) return false
  const end = /[,.;–]|\s(?:und|and|but|aber)\s/.exec(sentence.slice(subject.end))?.index ?? sentence.length
  const clause = rest.filter((word) => word.end <= subject.end + end)
  const own = clause.filter((word) => !adverbs.has(word.text) && !particles.test(word.text))
  return (
    own.length === 0 ||
    (own.length === 1 && /(?:en|t)$/.test(own[0]?.text ?? '') && clause.length < rest.length)
  )
}

function isName(sentence: string, word: Word): boolean {
  return /^\p{Lu}\p{Ll}/u.test(sentence.slice(word.start, word.start + 2))
}

const particles = /^(?:auch|schon|mal|noch|nicht|so|ja|halt|eben|dann|nur|da|das|too|not|just)$/
/** Past participles; nouns in -ung stay out. */
const participle =
  /^(?:ge\p{L}{2,}(?:t|en)|(?:be|er|ver|zer|ent|auf|ab|aus|ein|an|um|zu)(?:ge)?\p{L}+(?:igt|oben|iert|eben|lossen|hrt|elt|llt|ert|ellt)|\p{L}{3,}ed)$/u
