import { detectLanguage } from '../language/detect-language.ts'
import { toWords, type Word } from '../language/words.ts'
import { askingWords, prepositions, questionWords } from './word-classes.ts'

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
