import { loadCore } from '../../src/cli/load-core.ts'
import type { Core } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { formatTable } from '../../src/report/format-table.ts'

// npm run bench:wording: the written questions of the shipped notice as they stand and reworded, with the names that go without saying, and without them.

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

const knowledge = await loadKnowledge('knowledge')
const core = await loadCore(knowledge)
const unaware = await loadCore(withoutNames(knowledge))
const rows = Object.entries(wordings).map(([name, reword]) => {
  const shares = [unaware, core].map((one) => sharesOf(one, reword))
  return [name, ...shares.map(({ answered }) => answered), ...shares.map(({ declined }) => declined)]
})
const head = ['wording', 'answered, without names', 'with', 'declined, without names', 'with']
process.stdout.write(`${formatTable([head, ...rows])}\n`)

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
