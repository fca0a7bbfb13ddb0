import { toWords } from '../language/words.ts'
import { toSet } from './word-classes.ts'

/** What asks for information as such, or for what a text says. */
const telling = toSet(
  'steht stehen sagt sagen schreibt hinweis hinweise hinweisen hinweistext text dokument faq info infos information informationen ' +
    'angaben auskunft says say state notice document info information anything',
)
/** What stands beside it without a meaning of its own. */
const filling = toSet(
  'und auch eigentlich denn bitte mal was etwas irgendwas da dort hier drin es im in der die das dem den diesem euer eurem dein deinem ' +
    'gibt gibts finde findet ich man ihr du wo welche haben habt hast kannst können and also what where is are there does do can i ' +
    'find the this your in it any some tell me',
)
const about = toSet('zu zum zur über ueber bezüglich about on regarding concerning')
const naming = toSet('thema stichwort topic')
const closing = toSet('drin drinnen enthalten geschrieben gesagt dazu there it')

/** Longest topic, in words; more words ask something by themselves. */
const maxTopicWords = 4

/**
 * What somebody wants to know who asks what the notice says: "Steht im Hinweis was zum Personalrat?" → "Personalrat?". All other
 * questions stay as they are. The words around the topic would look like those who ask what the notice is.
 */
export function askedTopic(question: string): string {
  const words = toWords(question)
  const end = words.findIndex(({ text }) => about.has(text))
  const frame = words.slice(0, Math.max(end, 0)).map(({ text }) => text)
  const isFrame = frame.every((text) => telling.has(text) || filling.has(text))
  const topic = words.slice(end + 1)
  if (naming.has(topic[0]?.text ?? '')) topic.shift()
  while (topic.length > 0 && closing.has(topic.at(-1)?.text ?? '')) topic.pop()
  const [first, last] = [topic[0], topic.at(-1)]
  if (!isFrame || !frame.some((text) => telling.has(text))) return question
  if (first === undefined || last === undefined || topic.length > maxTopicWords) return question
  return `${question.slice(first.start, last.end)}?`
}
