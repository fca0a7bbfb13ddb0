import { toWords } from '../language/words.ts'
import { questionVerbs, questionWords } from './word-classes.ts'

const greeting =
  /^(?:(?:einen )?(?:sch(?:ö|oe)nen )?(?:guten|gutn) ?(?:tag|morgen|abend)|hallo|halli ?hallo|hi|hey|hello|moin(?: moin)?|servus|tach|gr(?:ü|ue)(?:ß|ss) gott|sehr (?:geehrte|verehrte)[rsnm]?|geehrte[rs]?|werte[rs]?|liebe[rsn]?|dear|good (?:morning|afternoon|evening)|to whom)(?!\p{L})/iu
/** Names of everybody. */
export const everybody =
  /^(?:leute|alle|all|zusammen|team|kollegen|kolleginnen|kollegium|guys|folks|people|everyone|everybody|freunde|runde|ihr|room|here|channel)$/
/** Words other than a name that stand before a comma at the start of a message. */
export const interjection =
  /^(?:hey|hi|hallo|hello|moin|servus|tach|ok|okay|so|also|sorry|ach|oh|hm+|uff|puh|boah|lol|haha|danke|thanks|super|übrigens|btw|frage|question|kurze|kurz|mal|blöde|dumme|doofe|sag|sagt|naja|tja|warte|bitte|please|cool|echt|wow|weil|und|and|but|aber|apropos|quick|stupid|silly|well)$/
/** What an answer begins with; nothing that follows it unmarked is a question. */
export const assent =
  /^(?:ja|jo|jap|jup|nein|nee|ne|nope|doch|yes|yep|yeah|no|genau|stimmt|richtig|klar|right|exactly)$/
/** Words that only announce a question: "kurze Frage", "mal technisch gefragt". */
const announcing =
  /^(?:kurze?|frage|mal|ne|eine|ganz|kleine|technisch|gefragt|doof|dumm|blöd|andere|gerade|quick|one|just|a|question|verständnisfrage|nur|nochmal)$/

/** The text without the address at its start: "Hallo liebes Team, gilt …?" → "gilt …?". */
export function withoutGreeting(text: string): string {
  if (!greeting.test(text)) return text
  const end =
    /[,!:;–-](?=\s|$)|(?<!(?:^|\s)(?:dr|prof|fr|hr|ing|dipl|med|mr|mrs|ms|h|c))\.(?=\s|$)/iu.exec(
      text.slice(0, 80),
    )?.index ?? (text.length < 60 ? text.length : -1)
  if (end < 0) return text
  const address = toWords(text.slice(0, end)).map((word) => word.text)
  const isAddress =
    address.length <= 9 && !address.some((word) => questionWords.has(word) || questionVerbs.has(word))
  return isAddress ? text.slice(end + 1).trim() : text
}

/** Whether a line is nothing but a greeting. */
export function isGreeting(text: string): boolean {
  return greeting.test(text) && withoutGreeting(text) === ''
}

/** The text without calls and announcements at its start: "Leute, kurze Frage, gilt …?" → "gilt …?". */
export function withoutPreamble(text: string): string {
  let rest = withoutGreeting(text)
  for (let i = 0; i < 3; i++) {
    const comma = rest.slice(0, 60).search(/[,:!] /)
    const words = toWords(rest.slice(0, Math.max(comma, 0))).map((word) => word.text)
    const isPreamble = words.every(
      (word) => interjection.test(word) || everybody.test(word) || announcing.test(word),
    )
    if (comma < 1 || words.length === 0 || !isPreamble) return rest
    rest = rest.slice(comma + 2).trimStart()
  }
  return rest
}
