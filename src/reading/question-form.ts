import { detectLanguage } from '../language/detect-language.ts'
import { phrases } from '../language/phrases.ts'
import { toWords, type Word } from '../language/words.ts'
import { toUnmarkedForm, withoutLeadIn } from './question-opening.ts'
import { askingWords, prepositions, questionWords } from './word-classes.ts'

/** What makes a sentence a question. */
export type QuestionForm = 'mark' | 'question-word' | 'verb-first' | 'indirect' | 'request' | 'none'

const raw = String.raw
const request = phrases(
  raw`bitten? (?:\p{L}+ ){0,4}um (?:\p{L}+ ){0,3}(?:auskunft|mitteilung|nennung|bestätigung|information|angabe|erläuterung|klärung)`,
  raw`bitte(?!\p{L}).{0,40}(?:nennen|erklären|erläutern|bestätigen|mitteilen|mitzuteilen|auflisten|aufzählen|gegenüber|ergänzen|beantworten)`,
  raw`erklär\p{L}* (?:mir|mal|bitte)`,
  raw`(?:fragen?|fragt|question) (?:nach|about) (?:dem|der|den|the)`,
  raw`(?:möchten?|wollen|will|würden?|wüsste) (?:\p{L}+ )?(?:[^.?!]{3,120} )?wissen(?=[.!]?$)`,
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
  const unmarked = toUnmarkedForm(sentence, words)
  if (unmarked !== undefined) return unmarked
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
