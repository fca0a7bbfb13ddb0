import type { Language } from '../knowledge/types.ts'
import { languageOf } from '../language/detect-language.ts'
import type { SmallTalk } from '../replies/small-talk.ts'
import type { Phrase } from '../language/words.ts'
import { meaningsIn, phrases } from './phrases.ts'
import type { Meaning } from './phrases.ts'
import { refuses } from './rejection.ts'
import { joinWords } from './words-of.ts'

export interface SmallTalkMeant {
  readonly answer: SmallTalk
  readonly language: Language
}

/** Phrases that need no answer from the notice. If a message has several, the one that stands first decides the reaction. */
const meanings = meaningsIn(phrases.smallTalk)

const longestPhrase = Math.max(...[...meanings.keys()].map((phrase) => phrase.split(' ').length))
/** More words than this are more than small talk. */
const maxWords = 12

/** What a courtesy may be spun out with: "danke für die schnelle Hilfe", "das hat mir weitergeholfen". */
const courteous: ReadonlySet<string> = new Set(phrases.courteous)
const courtesies: ReadonlySet<SmallTalk> = new Set(['welcome', 'glad', 'farewell', 'likewise', 'allRight'])

const approving = /[👍👌👏🙏❤😀😃😄😊🙂🎉💯✅]/u
const picture = /\p{Extended_Pictographic}/u
/** Keycaps are signs, not numbers. */
const keycap = /\u20E3$/u

/** The meaning of a message that consists of nothing but courtesies, reactions, signs or numbers; undefined if it says more. */
export function parseSmallTalk({ text, words: said }: Phrase): SmallTalkMeant | undefined {
  const words = joinWords(said.filter(({ written }) => !keycap.test(written)))
  if (words === '') return text.trim() === '' ? undefined : { answer: toSigns(text), language: 'de' }
  if (/^[\d ]{1,20}$/.test(words)) return { answer: 'unclear', language: 'de' }
  // Where no answer stands before it, nobody knows what is rejected.
  if (refuses(words)) return { answer: 'unclear', language: languageOf(said) }
  const found = meaningsOf(words.split(' '), !text.includes('?'))
  const [decisive] = found?.toSorted((a, b) => a.rank - b.rank) ?? []
  return decisive && { answer: decisive.name, language: decisive.language }
}

function toSigns(text: string): SmallTalk {
  if (approving.test(text)) return 'glad'
  return picture.test(text) || keycap.test(text.trim()) ? 'unclear' : 'askAgain'
}

/** The phrases that cover all words, the longest first, or all but the courteous ones of a courtesy; undefined if a word is left over. */
function meaningsOf(
  words: readonly string[],
  mayBeSpunOut: boolean,
): readonly Meaning<SmallTalk>[] | undefined {
  if (words.length > maxWords) return undefined
  const found: Meaning<SmallTalk>[] = []
  let isSpunOut = false
  for (let start = 0; start < words.length;) {
    let length = Math.min(longestPhrase, words.length - start)
    while (length > 0 && !meanings.has(words.slice(start, start + length).join(' '))) length--
    const meaning = meanings.get(words.slice(start, start + length).join(' '))
    if (meaning !== undefined) found.push(meaning)
    else if (mayBeSpunOut && courteous.has(words[start] ?? '')) isSpunOut = true
    else return undefined
    start += Math.max(length, 1)
  }
  return isSpunOut && !found.every(({ name }) => courtesies.has(name)) ? undefined : found
}
