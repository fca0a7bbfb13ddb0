import * as v from '../documents/valibot.ts'
import type { Core } from '../core/core.ts'
import type { Outcome } from '../replies/types.ts'
import type { Addressing } from '../core/utterance.ts'
import { leadingQuestion } from '../knowledge/in-language.ts'
import type { FaqEntry } from '../knowledge/types.ts'

/** How each context of a labelled message reaches the bot. Forwarded mail arrives in a direct message. */
export const addressings = {
  dm: 'direct',
  forward: 'direct',
  mention: 'mention',
  room: 'ambient',
} as const satisfies Record<string, Addressing>

const lineSchema = v.object({
  id: v.string(),
  text: v.string(),
  context: v.picklist(['dm', 'mention', 'room', 'forward']),
})

export interface Output {
  readonly out: (line: string) => void
  readonly error: (line: string) => void
}

/**
 * Answers one JSON object per line, in order. Malformed lines are reported and skipped.
 *
 * @returns whether all lines could be answered
 */
export async function askJsonLines(
  core: Core,
  lines: AsyncIterable<string>,
  { out, error }: Output,
): Promise<boolean> {
  let number = 0
  let clean = true
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const parsed = parseLine(line)
    if (parsed.ok) {
      const { id, text, context } = parsed.value
      out(JSON.stringify({ id, ...toRecord(core.respond({ text, addressing: addressings[context] })) }))
    } else {
      clean = false
      error(`line ${number}: ${parsed.message}`)
    }
  }
  return clean
}

function parseLine(line: string) {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(line))
    if (read.success) return { ok: true, value: read.output } as const
    return { ok: false, message: v.describeIssues(read.issues) } as const
  } catch {
    return { ok: false, message: 'not JSON' } as const
  }
}

function toRecord(outcome: Outcome) {
  const { kind } = outcome
  const answers = kind === 'answer' ? outcome.answers.map(({ entry, score }) => toAnswer(entry, score)) : []
  // An answer may have the nearest passages of another question beside it.
  const suggestions = kind === 'suggest' || kind === 'answer' ? outcome.suggestions.map(toSuggestion) : []
  // A command is no question to the notice; for who counts, the bot declined to answer one.
  return { action: kind === 'command' ? 'decline' : kind, answers, suggestions }
}

function toAnswer(entry: FaqEntry, score: number) {
  const citation = entry.quotes[0]?.citation
  return {
    entry: entry.id,
    quote: quoteOf(entry),
    section: citation?.section ?? citation?.notice,
    paragraph: citation?.paragraph,
    score: Number(score.toFixed(4)),
  }
}

const toSuggestion = (entry: FaqEntry) => ({
  entry: entry.id,
  question: leadingQuestion(entry, 'de'),
  quote: quoteOf(entry),
})

/** All that an entry quotes, as one text. */
export const quoteOf = ({ quotes }: FaqEntry) => quotes.map(({ text }) => text).join('\n\n')
