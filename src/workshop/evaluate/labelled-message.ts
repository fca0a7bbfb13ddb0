import { CommandError } from '../../cli/command-error.ts'
import * as v from '../../documents/valibot.ts'

/** How messages reach the bot. */
export const contexts = ['dm', 'mention', 'room', 'forward'] as const

const schema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  text: v.string(),
  context: v.picklist(contexts),
  lang: v.picklist(['de', 'en', 'mixed']),
  expect: v.picklist(['answer', 'decline', 'ignore']),
  gold: v.array(v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1))),
  begins: v.optional(v.record(v.string(), v.string())),
  style: v.optional(v.string()),
})

/**
 * A message as somebody would send it, and what the bot should do about it. `gold` has one element per need, each with the
 * labels (see sentence-labels.ts) of all sentences that would answer it. `begins` has the beginnings of these sentences by label, so that
 * they are found when the notice has changed.
 */
export type LabelledMessage = v.InferOutput<typeof schema> & { readonly file: string }

/** A line of a file of labelled messages that can't be used. */
class LabelledMessageError extends CommandError {
  readonly file: string
  /** From 1. */
  readonly line: number

  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`)
    this.file = file
    this.line = line
  }
}

/**
 * Reads one labelled message per line; blank lines are skipped.
 *
 * @throws LabelledMessageError at the first line that isn't one, or that repeats an id
 */
export function parseLabelledMessages(file: string, text: string): LabelledMessage[] {
  const seen = new Set<string>()
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    const message = parseLine(file, i + 1, line)
    if (seen.has(message.id))
      throw new LabelledMessageError(file, i + 1, `id "${message.id}" stands here twice`)
    seen.add(message.id)
    return [message]
  })
}

function parseLine(file: string, number: number, line: string): LabelledMessage {
  const parsed = v.safeParse(schema, parseJson(file, number, line))
  if (!parsed.success) throw new LabelledMessageError(file, number, v.describeIssues(parsed.issues))
  const message = parsed.output
  if ((message.expect === 'answer') !== message.gold.length > 0) {
    throw new LabelledMessageError(file, number, '"gold" goes with "expect": "answer", and only with it')
  }
  return { ...message, file }
}

function parseJson(file: string, number: number, line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new LabelledMessageError(file, number, 'not JSON')
  }
}
