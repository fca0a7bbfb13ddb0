import type { KnowledgeBase } from '../../knowledge/types.ts'

/** Of the questions that are there, so many show the tone and what need not be written again. */
const shownQuestions = 6

const task = `Below are answers from a German notice, each with its id, and questions that are there already; below them, what the notice leaves open.
For each answer, write 15 more questions in German by which staff would ask for it, one a line, below a line "## id".
Mix: whole questions, two or three keywords, a worry, one said in passing without capitals, one that tells a situation first.
Beside every third of them, write two near misses: they share most of its words and ask for something that the notice leaves open,
each below the "## id" of that. Who reads only the words must not be able to tell them from the question; who reads what is asked must.
Use everyday words rather than those of the notice. No names, no numbers of rooms or persons, and nothing that the answer doesn't answer.`

/** Instructions for those who are to write questions, people or tools; `import-phrasings` reads the result. */
export function formatBrief({ entries, declines }: KnowledgeBase, notice: string): string {
  const isOwn = (entry: { readonly notice?: string | undefined }) => entry.notice === notice
  const heading = (id: string) => `## ${id.slice(notice.length + 1)}`
  const answers = entries
    .filter(isOwn)
    .map(({ id, quotes, questions }) =>
      [
        heading(id),
        ...quotes.map(({ text }) => `> ${text.replaceAll('\n', '\n> ')}`),
        ...questions.de.slice(0, shownQuestions),
      ].join('\n'),
    )
  const gaps = declines.filter(isOwn).map(({ id, sentence }) => `${heading(id)}\n> ${sentence.de}`)
  return [task, ...answers, ...gaps].join('\n\n')
}
