import type { Language } from '../knowledge/types.ts'
import { languageOf } from '../language/detect-language.ts'
import type { SmallTalk } from '../replies/small-talk.ts'
import type { Phrase } from '../language/words.ts'
import { refuses } from './rejection.ts'
import { joinWords } from './words-of.ts'

export interface SmallTalkMeant {
  readonly answer: SmallTalk
  readonly language: Language
}

interface Phrases {
  readonly answer: SmallTalk
  readonly language: Language
  /** In normalised words, divided by a bar. */
  readonly phrases: string
}

/** Phrases that need no answer from the notice. If a message has several, the one that stands first in this table decides the reaction. */
const table: readonly Phrases[] = [
  {
    answer: 'welcome',
    language: 'de',
    phrases:
      'danke|danke schoen|dankeschoen|danke sehr|danke dir|danke ihnen|vielen dank|besten dank|herzlichen dank|tausend dank|ich danke ihnen|merci',
  },
  {
    answer: 'welcome',
    language: 'en',
    phrases: 'thanks|thanks a lot|many thanks|thank you|thank you very much|thank you so much|thx|cheers',
  },
  {
    answer: 'farewell',
    language: 'de',
    phrases: 'tschuess|ciao|auf wiedersehen|bis dann|bis bald|bis spaeter|bis morgen|gute nacht',
  },
  {
    answer: 'farewell',
    language: 'en',
    phrases: 'bye|goodbye|bye bye|see you|see you later|good night',
  },
  {
    answer: 'likewise',
    language: 'de',
    phrases:
      'schoenen tag|schoenen tag noch|schoenen abend|schoenen feierabend|schoenes wochenende|ein schoenes wochenende|schoene woche|einen schoenen tag|einen schoenen tag noch',
  },
  {
    answer: 'likewise',
    language: 'en',
    phrases: 'have a nice day|have a good day|nice weekend|have a nice weekend|have a good weekend',
  },
  {
    answer: 'glad',
    language: 'de',
    phrases:
      'super|prima|perfekt|toll|klasse|top|spitze|sehr gut|gut|cool|genial|wunderbar|hervorragend|gut zu wissen|das hilft|das hilft mir|das hilft mir weiter|das hilft mir sehr|hat geholfen|das hat geholfen|genau das|nett|das ist nett|das ist nett von dir|das ist nett von ihnen',
  },
  {
    answer: 'glad',
    language: 'en',
    phrases:
      'great|perfect|awesome|excellent|very good|good|nice|that helps|that helped|that was helpful|that was very helpful|good to know',
  },
  {
    answer: 'here',
    language: 'de',
    phrases: 'test|ein test|das ist ein test|nur ein test|bist du da|sind sie da|jemand da|hoerst du mich',
  },
  {
    answer: 'whatIAm',
    language: 'de',
    phrases:
      'bist du ein mensch|sind sie ein mensch|bist du ein bot|sind sie ein bot|bist du eine ki|sind sie eine ki|bist du ein roboter|bist du eine maschine|spreche ich mit einem menschen',
  },
  {
    answer: 'whatIAm',
    language: 'en',
    phrases: 'are you a bot|are you a robot|are you human|are you a human|are you an ai|are you real',
  },
  { answer: 'here', language: 'en', phrases: 'testing|this is a test|just a test|are you there|ping' },
  {
    answer: 'allRight',
    language: 'de',
    phrases:
      'ok|okay|okay gut|alles klar|verstanden|das habe ich verstanden|dann weiss ich bescheid|jetzt weiss ich bescheid|das wars|das war s|das wars schon|das war s schon|das war alles|das waere alles|fertig|erledigt|in ordnung|passt|geht klar|klar|nein|noe|nee|nein danke|stop|stopp|halt|abbruch|abbrechen|egal|schon gut|hat sich erledigt|macht nichts|kein problem|entschuldigung|entschuldigen sie|verzeihung|tut mir leid',
  },
  {
    answer: 'allRight',
    language: 'en',
    phrases:
      'done|all right|alright|got it|understood|that is all|that s all|that was all|no|nope|no thanks|no thank you|cancel|never mind|sorry',
  },
  {
    answer: 'unclear',
    language: 'de',
    phrases: 'ja|ja bitte|ja gern|ja gerne|jo|jawohl|doch|genau|richtig|bitte',
  },
  { answer: 'unclear', language: 'en', phrases: 'yes|yes please|yep|yeah|right|please' },
  { answer: 'askAgain', language: 'de', phrases: 'was|wie|wie bitte|hae|hm|hmm|aeh|oh|ach so|aha|haha|lol' },
  { answer: 'askAgain', language: 'en', phrases: 'what|pardon|huh' },
]

interface Meaning {
  readonly answer: SmallTalk
  readonly language: Language
  /** Smaller decides. */
  readonly rank: number
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  table.flatMap(({ answer, language, phrases }, rank) =>
    phrases.split('|').map((phrase) => [phrase, { answer, language, rank }] as const),
  ),
)

const longestPhrase = Math.max(...[...meanings.keys()].map((phrase) => phrase.split(' ').length))
/** More words than this are more than small talk. */
const maxWords = 12

/** What a courtesy may be spun out with: "danke für die schnelle Hilfe", "das hat mir weitergeholfen". */
const courteous: ReadonlySet<string> = new Set(
  [
    'fuer die den das ihre eure deine ihren hilfe auskunft antwort antworten info infos information muehe geduld schnelle',
    'unterstuetzung hat mir uns das weitergeholfen geholfen war ist hilfreich wirklich sehr so erst mal erstmal schon mit und',
    'verstehe ihnen allen for the your help answer information quick support this that is helpful very really so much',
  ].flatMap((line) => line.split(' ')),
)
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
  return decisive && { answer: decisive.answer, language: decisive.language }
}

function toSigns(text: string): SmallTalk {
  if (approving.test(text)) return 'glad'
  return picture.test(text) || keycap.test(text.trim()) ? 'unclear' : 'askAgain'
}

/** The phrases that cover all words, the longest first, or all but the courteous ones of a courtesy; undefined if a word is left over. */
function meaningsOf(words: readonly string[], mayBeSpunOut: boolean): readonly Meaning[] | undefined {
  if (words.length > maxWords) return undefined
  const found: Meaning[] = []
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
  return isSpunOut && !found.every(({ answer }) => courtesies.has(answer)) ? undefined : found
}
