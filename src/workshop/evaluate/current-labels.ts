import { CommandError } from '../../cli/command-error.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'
import type { LabelledMessage } from './labelled-message.ts'

type Sentences = readonly LabelledSentence[]

/** At least as much of a sentence is kept beside its label, and more if others begin so, too; behind that it may change. */
const leastKept = 60
/** Stands where a sentence goes on behind what is kept. What is kept without it is the whole. */
const goesOn = '…'
/** So many problems are told at once. */
const mostTold = 8

export class UnknownLabelError extends CommandError {
  constructor(problems: readonly string[]) {
    const more = problems.length - mostTold
    super([...problems.slice(0, mostTold), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'))
  }
}

/** How the sentences with these labels begin, for `begins` of a labelled message. */
export const beginningsOf = (labels: readonly string[], sentences: Sentences): Record<string, string> =>
  Object.fromEntries(
    sentences
      .filter(({ label }) => labels.includes(label))
      .map((one) => [one.label, beginningOf(one, sentences)]),
  )

function beginningOf({ label, text }: LabelledSentence, sentences: Sentences): string {
  const others = sentences.filter((other) => other.label !== label)
  let kept = leastKept
  while (kept < text.length && others.some((other) => other.text.startsWith(text.slice(0, kept)))) kept++
  return kept < text.length ? text.slice(0, kept) + goesOn : text
}

/**
 * The messages with the labels that their sentences have in the notices as these are now: text that was added before a sentence changes
 * its label, and a second notice adds its name to each.
 *
 * @throws UnknownLabelError if labels name sentences that the notices don't have
 */
export function withCurrentLabels(
  messages: readonly LabelledMessage[],
  sentences: Sentences,
): LabelledMessage[] {
  const meant = new Map(
    [...Map.groupBy(messages, ({ file }) => file)].map(([file, some]) => [
      file,
      meantNotice(some, sentences),
    ]),
  )
  const problems: string[] = []
  const current = messages.map((message) => {
    const toCurrent = (label: string) => {
      const found = currentLabel(message, label, sentences, meant.get(message.file))
      if (found === undefined)
        problems.push(`${message.file}: ${message.id}: ${problemOf(message, label, sentences)}`)
      return found ?? label
    }
    return { ...message, gold: message.gold.map((need) => need.map(toCurrent)) }
  })
  if (problems.length > 0) throw new UnknownLabelError(problems)
  return current
}

function currentLabel(
  { begins }: LabelledMessage,
  label: string,
  sentences: Sentences,
  notice: string | undefined,
): string | undefined {
  const beginning = begins?.[label]
  if (beginning === undefined)
    return sentences.find((one) => one.label === label || one.label === `${notice}/${label}`)?.label
  const alike = keptAs(beginning, sentences)
  const named = label.includes('/') ? noticeOf(label) : notice
  const inNotice = alike.filter((one) => noticeOf(one.label) === named)
  const possible = inNotice.length > 0 ? inNotice : alike
  // Of sentences that read the same any is meant; of those that only begin so, the label may have come to another one.
  const same = isWhole(beginning)
    ? possible.filter((one) => one.label === label || one.label.endsWith(`/${label}`))
    : []
  const [only, ...more] = same.length > 0 ? same : possible
  return more.length === 0 ? only?.label : undefined
}

const isWhole = (beginning: string) => !beginning.endsWith(goesOn)

const keptAs = (beginning: string, sentences: Sentences) =>
  sentences.filter(({ text }) =>
    isWhole(beginning) ? text === beginning : text.startsWith(beginning.slice(0, -goesOn.length)),
  )

const noticeOf = (label: string) => label.replace(/\/[^/]+$/u, '')

/** The notice that labels without a notice mean: the only one that has all of a file's. */
function meantNotice(messages: readonly LabelledMessage[], sentences: Sentences): string | undefined {
  const known = new Set(sentences.map(({ label }) => label))
  const labels = messages.flatMap(({ gold, begins = {} }) =>
    gold.flat().filter((label) => !(label in begins)),
  )
  const bare = labels.filter((label) => !label.includes('/'))
  const notices = new Set(sentences.map(({ label }) => noticeOf(label)))
  const [only, ...more] = [...notices].filter((notice) =>
    bare.every((label) => known.has(`${notice}/${label}`)),
  )
  return more.length === 0 ? only : undefined
}

function problemOf({ begins }: LabelledMessage, label: string, sentences: Sentences): string {
  const beginning = begins?.[label]
  if (beginning !== undefined) {
    const alike = keptAs(beginning, sentences).map((one) => one.label)
    if (alike.length === 0)
      return `no sentence is “${beginning}” any more; delete the line, and label the message again`
    const known = `several sentences are “${beginning}”`
    return isWhole(beginning)
      ? `${known}; write ${alike.join(' or ')} in place of "${label}"`
      : `${known} (${alike.join(', ')}); write more of the one that is meant, up to “…”`
  }
  const possible = sentences.map((one) => one.label).filter((one) => one.endsWith(`/${label}`))
  return possible.length > 0
    ? `several notices have a sentence "${label}"; write ${possible.join(' or ')}`
    : `no sentence "${label}"; npm run check-knowledge -- --passages shows those that there are`
}
