import { detectLanguage } from '../../text/detect-language.ts'
import { openingPhrases, phrases } from '../../text/phrases.ts'
import { toWords, type Word } from '../../text/words.ts'
import { askingWords, prepositions, questionVerbs, questionWords, subjects } from './word-classes.ts'

/** What makes a sentence a question. */
export type QuestionForm = 'mark' | 'question-word' | 'verb-first' | 'indirect' | 'request' | 'none'

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
  'stimmt',
  'passt',
  'kann sein',
  'macht nichts',
  'sieht gut',
)
const request = phrases(
  raw`bitten? (?:\p{L}+ ){0,4}um (?:\p{L}+ ){0,3}(?:auskunft|mitteilung|nennung|bestätigung|information|angabe|erläuterung|klärung)`,
  raw`bitte(?!\p{L}).{0,40}(?:nennen|erklären|erläutern|bestätigen|mitteilen|mitzuteilen|auflisten|aufzählen|gegenüber|ergänzen|beantworten)`,
  raw`erklär\p{L}* (?:mir|mal|bitte)`,
  raw`please (?:\w+ )?(?:tell|confirm|explain|list|specify|provide|state|clarify|let)`,
  raw`(?:request|need|require|want) (?:\w+ ){0,3}(?:an? |the )?(?:statements?|information|details|confirmation)`,
)
/** "We ask for an answer to two points." says only that something will be asked. */
const announcement = phrases(
  'sachverhalte?',
  'folgende[nrs]?',
  'fragen',
  'punkten?',
  'following',
  'questions',
  'points',
  'items',
)

/** The form in which a sentence asks, "none" for a statement. */
export function toQuestionForm(sentence: string): QuestionForm {
  if (/\?/.test(sentence)) return 'mark'
  if (sentence.endsWith(':')) return 'none'
  const words = toWords(sentence)
  const opening = withoutLeadIn(words)
  if (
    opening.length >= 2 &&
    !sentence.trimEnd().endsWith('!') &&
    !notAQuestion.test(sentence.slice(opening[0]?.start))
  ) {
    if (startsWithQuestionWord(opening)) return 'question-word'
    const clause = withoutLeadIn(words, conjunction)
    if (clause.length >= 3 && startsWithVerb(clause)) return 'verb-first'
  }
  if (opening[0] !== undefined && /^(?:ob|whether)$/.test(opening[0].text)) return 'indirect'
  if (indirectStart(sentence, words) !== undefined) return 'indirect'
  return request.test(sentence) && !announcement.test(sentence) ? 'request' : 'none'
}

/** Where the asking clause of an indirect question begins: at "ob …" in "Ich wüsste gern, ob …". */
export function indirectStart(
  sentence: string,
  words: readonly Word[] = toWords(sentence),
): number | undefined {
  const isEnglish = detectLanguage(sentence) === 'en'
  let isAsked = false
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]
    const isClause =
      (word.text === 'ob' && before?.text !== 'als') ||
      word.text === 'whether' ||
      (isAsked && isQuestionWord(word, isEnglish)) ||
      (isAsked && isEnglish && word.text === 'if')
    if (isClause && index > 0)
      return before !== undefined && index > 1 && prepositions.has(before.text) ? before.start : word.start
    if (askingWords.has(word.text) && !isKnown(words, index)) isAsked = true
  }
  return undefined
}

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
    /^(?:welche[mnrs]?|wann|wem|wen|was|which|what|whom)$/.test(second.text)
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
    /(?:st|t|en)$/.test(first.text) &&
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

function isQuestionWord(word: Word, isEnglish: boolean): boolean {
  return (
    questionWords.has(word.text) &&
    !(isEnglish && /^(?:was|wer|wo|who)$/.test(word.text) && word.text !== 'who')
  )
}

/** "Ich weiß, wovon …" asks nothing; "ich weiß nicht, wovon …" does. */
function isKnown(words: readonly Word[], index: number): boolean {
  if (!/^(?:weiß|weiss|know|verstehe|understand)$/.test(words[index]?.text ?? '')) return false
  return /^(?:ich|und|i|and)$/.test(words[index - 1]?.text ?? '') && words[index + 1]?.text !== 'nicht'
}
