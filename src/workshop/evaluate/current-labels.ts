import { CommandError } from '../../cli/command-error.ts'
import type { LabelledSentence } from '../../knowledge/sentence-labels.ts'
import type { LabelledMessage } from './labelled-message.ts'

type Sentences = readonly LabelledSentence[]

/** As much of a sentence is kept beside its label as tells it from others; behind that it may change. */
const keptCharacters = 60
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
      .map(({ label, text }) => [label, text.slice(0, keptCharacters)]),
  )

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
  const alike = beginningWith(beginning, sentences)
  const same = alike.filter((one) => one.label === label || one.label.endsWith(`/${label}`))
  const [only, ...more] = same.length > 0 ? same : alike
  return more.length === 0 ? only?.label : undefined
}

const beginningWith = (beginning: string, sentences: Sentences) =>
  sentences.filter(({ text }) => text.startsWith(beginning))

/** The notice that labels without a notice mean: the only one that has all of a file's. */
function meantNotice(messages: readonly LabelledMessage[], sentences: Sentences): string | undefined {
  const known = new Set(sentences.map(({ label }) => label))
  const labels = messages.flatMap(({ gold, begins = {} }) =>
    gold.flat().filter((label) => !(label in begins)),
  )
  const bare = labels.filter((label) => !label.includes('/'))
  const notices = new Set(sentences.map(({ label }) => label.replace(/\/[^/]+$/u, '')))
  const [only, ...more] = [...notices].filter((notice) =>
    bare.every((label) => known.has(`${notice}/${label}`)),
  )
  return more.length === 0 ? only : undefined
}

function problemOf({ begins }: LabelledMessage, label: string, sentences: Sentences): string {
  const beginning = begins?.[label]
  if (beginning !== undefined) {
    const alike = beginningWith(beginning, sentences).map((one) => one.label)
    return alike.length > 0
      ? `several sentences begin with “${beginning}”; write ${alike.join(' or ')} in place of "${label}"`
      : `no sentence begins with “${beginning}” any more; delete the line, and label the message again`
  }
  const possible = sentences.map((one) => one.label).filter((one) => one.endsWith(`/${label}`))
  return possible.length > 0
    ? `several notices have a sentence "${label}"; write ${possible.join(' or ')}`
    : `no sentence "${label}"; npm run check-knowledge -- --passages shows those that there are`
}
