import { loadCore } from '../../src/cli/load-core.ts'
import type { Core } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { formatTable } from '../../src/report/format-table.ts'

// npm run bench:wording: the written questions of the shipped notice two at a time, and reworded, with the names that go without saying and without them.

const mark = /\?$/
const behind = (words: string) => (question: string) => question.replace(mark, ` ${words}?`)

/** What people do to a question that changes nothing of what is asked. */
const wordings: Readonly<Record<string, (question: string) => string>> = {
  'as it stands': (question) => question,
  'small, without a mark': (question) => question.toLowerCase().replace(mark, ''),
  'one letter left out': (question) => question.replace(/(\p{L}{4})\p{L}(\p{L}{3})/u, '$1$2'),
  'between greetings': (question) => `Hallo zusammen,\n\n${question}\n\nViele Grüße\nPetra Beispiel`,
  '… Weiß das jemand?': (question) => `${question} Weiß das jemand?`,
  '… beim Softphone?': behind('beim Softphone'),
  '… mit dem neuen Softphone?': behind('mit dem neuen Softphone'),
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
const print = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  process.stdout.write(`${formatTable([head, ...rows])}\n\n`)
print(
  ['two questions', 'answered'],
  Object.entries(joints).map(([name, join]) => [name, answeredOf(pairs(), join)]),
)
print(
  ['wording', 'answered, without names', 'with', 'declined, without names', 'with'],
  Object.entries(wordings).map(([name, reword]) => {
    const shares = [unaware, core].map((one) => sharesOf(one, reword))
    return [name, ...shares.map(({ answered }) => answered), ...shares.map(({ declined }) => declined)]
  }),
)

interface Asked {
  readonly id: string
  readonly question: string
}

/** Each question that begins with a question word or a verb, with one of another entry. */
function pairs(): (readonly [Asked, Asked])[] {
  const begins = /^(?:W\p{Ll}+|Ist|Sind|Wird|Werden|Kann|Gibt|Gilt|Hat)\b/u
  const asked = knowledge.entries.flatMap(({ id }) => questionsOf(id).map((question) => ({ id, question })))
  const plain = asked.filter(({ question }) => begins.test(question) && !/[,:]/.test(question))
  return plain.flatMap((one, i) => {
    const other = plain[(i + 11) % plain.length]
    return other === undefined || other.id === one.id ? [] : [[one, other] as const]
  })
}

/** Which share of the questions is answered by its entry, in percent. */
function answeredOf(all: readonly (readonly [Asked, Asked])[], join: (one: string, other: string) => string) {
  const found = all.flatMap(([one, other]) => {
    const outcome = core.respond({ text: join(one.question, other.question), addressing: 'direct' })
    const answers = outcome.kind === 'answer' ? outcome.answers : []
    return [one, other].map(({ id }) => answers.some(({ entry }) => entry.id === id))
  })
  return `${((100 * found.filter(Boolean).length) / found.length).toFixed(1)} of ${found.length}`
}

function withoutNames(base: KnowledgeBase): KnowledgeBase {
  return { ...base, notices: base.notices.map((notice) => ({ ...notice, implied: [] })) }
}

/** Which share of the questions is answered by its entry, and which of those that the notice leaves open is declined, in percent. */
function sharesOf(one: Core, reword: (question: string) => string) {
  const share = (ids: readonly string[], isRight: (id: string, question: string) => boolean) => {
    const asked = ids.flatMap((id) => questionsOf(id).map((question) => isRight(id, reword(question))))
    return ((100 * asked.filter(Boolean).length) / asked.length).toFixed(1)
  }
  const hear = (text: string) => one.respond({ text, addressing: 'direct' })
  const declines = knowledge.declines.filter(({ notice }) => notice !== undefined)
  return {
    answered: share(idsOf(knowledge.entries), (id, question) => {
      const outcome = hear(question)
      return outcome.kind === 'answer' && outcome.answers.some(({ entry }) => entry.id === id)
    }),
    declined: share(idsOf(declines), (_, question) => hear(question).kind === 'decline'),
  }
}

function idsOf(entries: readonly { readonly id: string }[]): string[] {
  return entries.map(({ id }) => id)
}

/** The first written questions of an entry that are one question each and name nothing that goes without saying. */
function questionsOf(id: string): string[] {
  const entry = [...knowledge.entries, ...knowledge.declines].find((one) => one.id === id)
  const isPlain = (text: string) => /^[^?\n]*\?$/.test(text) && !/softphone|webex|cisco|\btud?\b/i.test(text)
  return entry?.questions.de.filter(isPlain).slice(0, 6) ?? []
}
