import { toWords, type Word } from '../language/words.ts'
import { isHandingOn } from './handing-on.ts'
import { isClosing } from './line-kinds.ts'
import { assent, everybody, interjection, withoutPreamble } from './preamble.ts'
import { toMessage } from './message.ts'
import { toQuestionForm, type QuestionForm } from './question-form.ts'
import * as phrase from './room-phrases.ts'
import { toSentences } from './sentences.ts'
import { functionWords, questionWords } from './word-classes.ts'

export type RoomQuestionReason =
  | 'question'
  | 'nothing-asked'
  | 'to-one-person'
  | 'rhetorical'
  | 'answers-itself'
  | 'reports-talk'
  | 'settled'
  | 'too-short'

/** What speaks for and against an unaddressed message being a question to everybody in the room. */
export interface RoomQuestion {
  readonly isQuestion: boolean
  readonly reason: RoomQuestionReason
  readonly form: QuestionForm
  /** Begins with somebody's name or asks somebody as "du". */
  readonly isToOnePerson: boolean
  /** Complains or jokes in the shape of a question. */
  readonly isRhetorical: boolean
  /** Gives the answer right behind the question. */
  readonly answersItself: boolean
  /** Tells that somebody asked, explained or will find out. */
  readonly reportsTalk: boolean
  /** Takes the question back. */
  readonly isSettled: boolean
}

const secondPerson =
  /^(?:du|dir|dich|dein|deine|deinen|deiner|deinem|deins|you|your|u|sie|ihnen|ihr|ihre|ihren)$/
const quoted = /["„“»«][^"„“”»«\n]{0,300}["“”»«]/g

/** What is read of a message: sentences, and characters of each. */
const MAX_SENTENCES = 40
const MAX_SENTENCE = 400
/** How many words a message needs that say what it is about, if its question alone doesn't. */
const MIN_OWN_WORDS = 3

/** Judges an unaddressed message: is it a real question that everybody in the room may answer? */
export function toRoomQuestion(text: string): RoomQuestion {
  const parts = toMessage(text).parts.map((part) =>
    part.text.replace(quoted, (quote) => ' '.repeat(quote.length)),
  )
  const said = parts.join(' ')
  const sentences = parts
    .flatMap(toSentences)
    .filter((sentence) => !isClosing(sentence))
    .slice(0, MAX_SENTENCES)
    .map((sentence) => sentence.slice(0, MAX_SENTENCE))
  const asked = sentences
    .map((sentence) => ({ sentence, form: roomForm(sentence) }))
    .filter(({ form }) => form !== 'none')
  const genuine = asked.filter(({ sentence }) => !phrase.isRhetorical.test(sentence))
  const evidence = {
    form: (genuine[0] ?? asked[0])?.form ?? 'none',
    isToOnePerson: isToOnePerson(
      text,
      genuine.map(({ sentence }) => sentence),
    ),
    isRhetorical:
      asked.length > 0 &&
      (genuine.length === 0 ||
        sentences.some(isOutcry) ||
        (phrase.jokeMark.test(said) && !said.includes('?'))),
    answersItself: answersItself(said, sentences),
    reportsTalk: phrase.reportsTalk.test(said) && !said.includes('?'),
    isSettled: phrase.isSettled.test(said),
  }
  const reason = toReason(
    evidence,
    genuine.map(({ sentence }) => sentence),
    ownWords(said) >= MIN_OWN_WORDS,
  )
  return { isQuestion: reason === 'question', reason, ...evidence }
}

/** Unmarked indirect questions ask the room only if they say so ("weiß jemand, ob …"). */
function roomForm(sentence: string): QuestionForm {
  const form = toQuestionForm(withoutPreamble(sentence))
  if (form === 'mark') return form
  if (assent.test(toWords(sentence)[0]?.text ?? '') && !/^stimmt (?:es|das)/i.test(sentence)) return 'none'
  const asksRoom = phrase.asksRoom.test(sentence)
  if (form === 'indirect' || form === 'request' || form === 'none')
    return asksRoom && hasAsker(sentence) ? 'indirect' : 'none'
  return phrase.reportsTalk.test(sentence) ? 'none' : form
}

/** "hat wer", "weiß jemand", "ich wüsste gern": somebody of the room is asked, or the sender says that he asks. */
function hasAsker(sentence: string): boolean {
  return !/^(?:wer|wenn|falls)(?!\p{L})/iu.test(sentence) && !phrase.reportsTalk.test(sentence)
}

function toReason(
  evidence: Omit<RoomQuestion, 'isQuestion' | 'reason'>,
  genuine: readonly string[],
  hasMatter: boolean,
): RoomQuestionReason {
  if (evidence.isRhetorical) return 'rhetorical'
  if (evidence.form === 'none') return evidence.reportsTalk ? 'reports-talk' : 'nothing-asked'
  if (evidence.reportsTalk) return 'reports-talk'
  if (evidence.isSettled) return 'settled'
  if (evidence.isToOnePerson) return 'to-one-person'
  if (evidence.answersItself) return 'answers-itself'
  return genuine.every(isEmpty) && !hasMatter ? 'too-short' : 'question'
}

function ownWords(text: string): number {
  return toWords(text).filter((word) => !functionWords.has(word.text)).length
}

/** "Warte, was?", "hä?", "noch da?": nothing to look up. */
function isEmpty(sentence: string): boolean {
  const words = toWords(sentence)
  return (
    words.length < 3 ||
    isHandingOn(sentence) ||
    words.every(({ text }) => functionWords.has(text) && !questionWords.has(text))
  )
}

/** A question that is nothing but indignation takes the others with it. */
function isOutcry(sentence: string): boolean {
  return phrase.isRhetorical.test(sentence) && toWords(sentence).length <= 5
}

function isToOnePerson(text: string, genuine: readonly string[]): boolean {
  const start = text.trimStart()
  const at = /^@([\p{L}\p{N}._:-]+)/u.exec(start)?.[1]?.toLowerCase()
  if (at !== undefined) return !everybody.test(at)
  if (phrase.titledName.test(start)) return true
  const isNamed = startsWithName(start)
  return genuine.some((sentence) => isToYou(toWords(sentence), isNamed))
}

/** "Katrin, …", "hey jonas …": a word that is no interjection and the comma after it. */
function startsWithName(text: string): boolean {
  const address =
    /^(?:(?:hallo|hey|hi|moin|na|du|liebe[rs]?|dear|hello|sag(?:t|e)? mal?|say) )?([\p{L}-]{2,20})(?: [\p{Lu}][\p{L}-]{1,20})?[,:!] /iu
      .exec(text)?.[1]
      ?.toLowerCase()
  return (
    address !== undefined &&
    !interjection.test(address) &&
    !assent.test(address) &&
    !everybody.test(address) &&
    !functionWords.has(address)
  )
}

/** After a name any second person will do; without one only a verb with "du" right after it ("hast du …"). */
function isToYou(words: readonly Word[], isNamed: boolean): boolean {
  const texts = words.map((word) => word.text)
  if (isNamed)
    return texts.some(
      (word, i) => secondPerson.test(word) || (i < 4 && /(?:st|ste)$/.test(word) && texts[i + 1] === 'du'),
    )
  return texts.slice(0, 3).some((word, i) => texts[i + 1] === 'du' && /st$/.test(word))
}

/** A riddle: a short question, then a fragment that answers it, in jest. */
function answersItself(said: string, sentences: readonly string[]): boolean {
  const last = sentences.at(-1) ?? ''
  if (last.includes('?') || sentences.length < 2) return false
  const isAfterQuestion = sentences.at(-2)?.includes('?') === true
  if (!isAfterQuestion) return false
  return phrase.jokeMark.test(said) || (toWords(last).length <= 6 && phrase.answersShortly.test(last))
}
