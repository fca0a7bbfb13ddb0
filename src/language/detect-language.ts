import { toWords } from './words.ts'
import type { Word } from './words.ts'

/** How many words at the start of a text decide; more change nothing in practice. */
const maxWords = 400
const umlaut = /[äöüß]/i

/** Words that occur in every longer text of one language and hardly in the other. */
const german = new Set(
  (
    'der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war wird werden wurde ' +
    'hat haben hab habe hatte kann koennen konnte muss muessen darf soll will ich du er sie es wir ihr man mich dich mir ' +
    'dir uns euch sich mein meine unser unsere euer eure wer wie wo wann warum wieso welche welcher welches welchen woher ' +
    'wofuer fuer von vom zu zum zur mit bei beim auf aus an am im ins ueber unter nach vor durch ob dass wenn weil als auch ' +
    'noch nur schon mal denn doch ja nein nee bitte danke gibt gibts geht gilt liegt läuft da dort hier jetzt dann immer ' +
    'eigentlich dieses diese dieser diesem denen n ne nen nich sein bei habt seid waere wuerde welch ' +
    'steht stehen oder sowie bzw gruss hallo moin'
  ).split(' '),
)
const english = new Set(
  (
    'the a an and or but not no is are were be been being do does did has have had can could will would should may might ' +
    'must i you he she it we they me him them us my your his her our their who what where when why how which whose this ' +
    'that these those there for of to from with without at by on into about over under after before through if whether ' +
    "because than also only already any anyone some someone please thanks thank hello don't doesn't isn't it's what's " +
    "i'm is get gets"
  ).split(' '),
)

/** German or English, by the function words and the umlauts; German where both or neither speak for it. */
export function languageOf(words: readonly Word[]): 'de' | 'en' {
  let score = 0
  for (const { text, written } of words.slice(0, maxWords)) {
    if (german.has(text) || umlaut.test(written)) score++
    if (english.has(text)) score--
  }
  return score < 0 ? 'en' : 'de'
}

/** The same of a text that nobody has read yet. */
export const detectLanguage = (text: string): 'de' | 'en' => languageOf(toWords(text))
