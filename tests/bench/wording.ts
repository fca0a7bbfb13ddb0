import { loadCore } from '../../src/cli/load-core.ts'
import type { Core } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import type { DeclineEntry, FaqEntry, KnowledgeBase } from '../../src/knowledge/types.ts'
import { formatTable } from '../../src/report/format-table.ts'
import { isAnsweredBy, plainQuestions } from '../support/written-questions.ts'

// npm run bench:wording: the written questions of the shipped notice two at a time, and reworded, with the names that go without saying and without them.

const mark = /\?$/
const behind = (words: string) => (question: string) => question.replace(mark, ` ${words}?`)

/** People write the same question in all of these ways. */
const wordings: Readonly<Record<string, (question: string) => string>> = {
  'as it stands': (question) => question,
  'small, without a mark': (question) => question.toLowerCase().replace(mark, ''),
  'one letter left out': (question) => question.replace(/(\p{L}{4})\p{L}(\p{L}{3})/u, '$1$2'),
  'Wo stehen eigentlich …?': (question) => question.replace(/^(\p{L}+ \p{L}+) /u, '$1 eigentlich '),
  'between greetings': (question) => `Hallo zusammen,\n\n${question}\n\nViele Grüße\nPetra Beispiel`,
  '… Weiß das jemand?': (question) => `${question} Weiß das jemand?`,
  '… beim Softphone?': behind('beim Softphone'),
  '… mit dem neuen Softphone?': behind('mit dem neuen Softphone'),
  '… beim Softfon?': behind('beim Softfon'),
  '… in Cisco WebEx?': behind('in Cisco WebEx'),
  '… an der TU Dresden?': behind('an der TU Dresden'),
  '… beim Telefonieren?': behind('beim Telefonieren'),
  '… aus Sicht des Datenschutzes?': behind('aus Sicht des Datenschutzes'),
}

const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Ways to ask two things at once. */
const joints: Readonly<Record<string, (one: string, other: string) => string>> = {
  'A? B?': (one, other) => `${one} ${other}`,
  'A und B?': (one, other) => `${one.replace(mark, '')} und ${small(other)}`,
  'A, B?': (one, other) => `${one.replace(mark, '')}, ${small(other)}`,
  'a list': (one, other) => `Ich habe zwei Fragen:\n\n1. ${one}\n2. ${other}`,
  'a forwarded mail': (one, other) =>
    `Kannst du da was sagen?\n\n-----Ursprüngliche Nachricht-----\nVon: Beispiel, Petra\nBetreff: Fragen\n\nGuten Tag,\n\nwir werden bald umgestellt. ${one} Außerdem: ${other}\n\nMit freundlichen Grüßen\nPetra Beispiel`,
}

const knowledge = await loadKnowledge('knowledge')
const core = await loadCore(knowledge)
const unaware = await loadCore(withoutNames(knowledge))
const answering: readonly Asked[] = knowledge.entries.flatMap(toAsked)
const declining = knowledge.declines.filter(({ notice }) => notice !== undefined).flatMap(toAsked)
const pairs = toPairs(answering)
const print = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  process.stdout.write(`${formatTable([head, ...rows])}\n\n`)
print(
  ['two questions', 'answered'],
  Object.entries(joints).map(([name, join]) => [
    name,
    share(pairs.flatMap((pair) => areAnswered(pair, join))),
  ]),
)
print(
  ['wording', 'answered, without names', 'with', 'declined, without names', 'with'],
  Object.entries(wordings).map(([name, reword]) => {
    const hear = (one: Core, question: string) =>
      one.respond({ text: reword(question), addressing: 'direct' })
    const answered = (one: Core) =>
      share(answering.map(({ id, question }) => isAnsweredBy(hear(one, question), id)))
    const declined = (one: Core) =>
      share(declining.map(({ question }) => hear(one, question).kind === 'decline'))
    return [name, answered(unaware), answered(core), declined(unaware), declined(core)]
  }),
)

interface Asked {
  readonly id: string
  readonly question: string
}

function toAsked(entry: FaqEntry | DeclineEntry): Asked[] {
  return plainQuestions(entry, 6).map((question) => ({ id: entry.id, question }))
}

/** Pairs each question that begins with a question word or a verb with one of another entry. */
function toPairs(asked: readonly Asked[]): (readonly [Asked, Asked])[] {
  const begins = /^(?:W\p{Ll}+|Ist|Sind|Wird|Werden|Kann|Gibt|Gilt|Hat)\b/u
  const plain = asked.filter(({ question }) => begins.test(question) && !/[,:]/.test(question))
  return plain.flatMap((one, i) => {
    const other = plain[(i + 11) % plain.length]
    return other === undefined || other.id === one.id ? [] : [[one, other] as const]
  })
}

function areAnswered(pair: readonly [Asked, Asked], join: (one: string, other: string) => string): boolean[] {
  const [one, other] = pair
  const outcome = core.respond({ text: join(one.question, other.question), addressing: 'direct' })
  return pair.map(({ id }) => isAnsweredBy(outcome, id))
}

/** Says how many of all are true, in percent. */
function share(all: readonly boolean[]): string {
  return `${((100 * all.filter(Boolean).length) / all.length).toFixed(1)} of ${all.length}`
}

function withoutNames(base: KnowledgeBase): KnowledgeBase {
  return { ...base, notices: base.notices.map((notice) => ({ ...notice, implied: [] })) }
}
