import { access } from 'node:fs/promises'
import path from 'node:path'
import { KnowledgeError, loadKnowledge } from '../../knowledge-files/knowledge-files.ts'
import { detectLanguage } from '../../language/detect-language.ts'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { toId } from '../new-notice/stub-entries.ts'
import { labelPassages } from '../../knowledge/sentence-labels.ts'
import type { LabelledMessage } from '../evaluate/labelled-message.ts'
import { CommandError } from '../../cli/command-error.ts'
import { describeEffect, judgeAll } from './effect.ts'
import type { Judged } from './effect.ts'
import { createEntrySearch, isFaqEntry, nameOf } from './nearest-entries.ts'
import type { AnyEntry } from './nearest-entries.ts'
import type { Prompt } from './prompt.ts'
import { addDecline, addEntry, addPhrasings } from './write-knowledge.ts'

export interface Lesson {
  readonly directory: string
  readonly prompt: Prompt
  readonly messages: readonly LabelledMessage[]
}

/** The result of one question. `quit` ends the lesson. */
type Step = 'taught' | 'skipped' | 'quit'

const choices =
  '[1-3] belongs there   [n] a new answer   [k] the notice does not say it   [s] skip   [q] quit'

/** Takes questions one after the other to the entry that the person chooses, and says what that does to the labelled messages. */
export async function teach(
  questions: AsyncIterable<string> | Iterable<string>,
  lesson: Lesson,
): Promise<void> {
  let knowledge = await loadKnowledge(lesson.directory)
  let judged = await judgeAll(lesson.messages, knowledge)
  const mayTeach = await isTaught(lesson.directory)
  for await (const question of questions) {
    const step = await teachOne(question, onlyTaught(knowledge, mayTeach), lesson)
    if (step === 'quit') return
    if (step === 'skipped') continue
    knowledge = await loadKnowledge(lesson.directory)
    judged = await tellEffect(judged, knowledge, lesson)
  }
}

/** Shipped declines can't be taught, so they are offered only where the folder has a copy of its own. */
const onlyTaught = (knowledge: KnowledgeBase, general: boolean): KnowledgeBase =>
  general
    ? knowledge
    : { ...knowledge, declines: knowledge.declines.filter(({ notice }) => notice !== undefined) }

const isTaught = (directory: string): Promise<boolean> =>
  access(path.join(directory, 'general')).then(
    () => true,
    () => false,
  )

async function tellEffect(
  before: Judged,
  knowledge: KnowledgeBase,
  { messages, prompt }: Lesson,
): Promise<Judged> {
  const after = await judgeAll(messages, knowledge)
  prompt.say(describeEffect(before, after))
  return after
}

async function teachOne(question: string, knowledge: KnowledgeBase, lesson: Lesson): Promise<Step> {
  const { prompt } = lesson
  const near = createEntrySearch(knowledge)(question)
  const nearest = near.slice(0, 3).map(({ entry }) => entry)
  prompt.say(`\n“${question}”`)
  near.slice(0, 3).forEach(({ entry, text }, i) => {
    prompt.say(
      `  ${i + 1}  ${isFaqEntry(entry) ? '' : '(not in the notice) '}${nameOf(entry)}\n     ${entry.id}: ${text.slice(0, 100)}`,
    )
  })
  for (;;) {
    const answer = (await prompt.ask(`${choices}\n> `))?.toLowerCase()
    const chosen = nearest[Number(answer) - 1]
    if (answer === undefined || answer === 'q') return 'quit'
    if (answer === 's' || answer === '') return 'skipped'
    const step = await trying(prompt, () => act(answer, chosen, question, knowledge, lesson))
    if (step !== undefined) return step
  }
}

/** Asks once more, and says why, if the person typed something that can't be used. */
async function trying(prompt: Prompt, action: () => Promise<Step | undefined>): Promise<Step | undefined> {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof CommandError) && !(error instanceof KnowledgeError)) throw error
    prompt.say(`Nothing was changed: ${error.message}`)
    return undefined
  }
}

async function act(
  answer: string,
  chosen: AnyEntry | undefined,
  question: string,
  knowledge: KnowledgeBase,
  lesson: Lesson,
): Promise<Step | undefined> {
  const { directory, prompt } = lesson
  if (chosen) {
    const known = [...chosen.questions.de, ...chosen.questions.en]
    if (known.includes(question)) prompt.say('It stands there already.')
    else await addPhrasings(directory, chosen.id, [toPhrasing(question)], 'taught.tsv')
    return known.includes(question) ? 'skipped' : 'taught'
  }
  if (answer === 'n') return addAnswer(question, knowledge, lesson)
  if (answer === 'k') return addGap(question, knowledge, lesson)
  prompt.say(`“${answer}” is none of these:`)
  return undefined
}

const toPhrasing = (text: string) => ({ text, language: detectLanguage(text), origin: 'asked' as const })

async function addAnswer(
  question: string,
  knowledge: KnowledgeBase,
  { directory, prompt }: Lesson,
): Promise<Step | undefined> {
  const notice = await chooseNotice(knowledge, prompt)
  if (notice === undefined) return undefined
  const passages = labelPassages(notice)
  prompt.say(passages.map(({ label, passage }) => `  ${label.padEnd(4)} ${passage.text}`).join('\n'))
  const typed = await prompt.ask('Which sentences answer it? (such as A2, B1; empty for none) > ')
  const wanted = (typed ?? '').toUpperCase().match(/[A-Z]+\d+/gu) ?? []
  const quotes = wanted.flatMap((label) =>
    passages.filter((one) => one.label === label).map(({ passage }) => passage.text),
  )
  if (quotes.length === 0) return undefined
  const topic = await prompt.ask('What is it about, in two or three words? > ')
  if (topic === undefined || topic === '') return undefined
  await addEntry(directory, notice.id, {
    id: unusedId(topic, notice.id, knowledge),
    topic,
    quotes,
    questions: [question],
  })
  return 'taught'
}

async function addGap(
  question: string,
  knowledge: KnowledgeBase,
  { directory, prompt }: Lesson,
): Promise<Step | undefined> {
  const near = createEntrySearch({ ...knowledge, entries: [] })(question).slice(0, 3)
  near.forEach(({ entry }, i) => {
    prompt.say(`  ${i + 1}  ${nameOf(entry)}  (${entry.id})`)
  })
  const answer = await prompt.ask(
    '[1-3] says what is missing; or type a sentence such as “Was es kostet, sagt der Hinweis nicht.” > ',
  )
  const chosen = near[Number(answer) - 1]
  if (chosen) {
    await addPhrasings(directory, chosen.entry.id, [toPhrasing(question)], 'taught.tsv')
    return 'taught'
  }
  if (answer === undefined || !answer.includes(' ')) return undefined
  const notice = await chooseNotice(knowledge, prompt)
  if (notice === undefined) return undefined
  await addDecline(directory, notice.id, {
    id: unusedId(answer, notice.id, knowledge),
    gap: answer,
    questions: [question],
  })
  return 'taught'
}

async function chooseNotice({ notices }: KnowledgeBase, prompt: Prompt) {
  if (notices.length === 1) return notices[0]
  prompt.say(notices.map(({ title }, i) => `  ${i + 1}  ${title}`).join('\n'))
  return notices[Number(await prompt.ask('Of which notice? > ')) - 1]
}

function unusedId(text: string, notice: string, { entries, declines }: KnowledgeBase): string {
  const used = new Set([...entries, ...declines].map(({ id }) => id))
  const base = toId(text)
  const free = [base, ...Array.from({ length: 98 }, (_, i) => `${base}-${i + 2}`)]
  return free.find((id) => !used.has(`${notice}/${id}`)) ?? base
}
