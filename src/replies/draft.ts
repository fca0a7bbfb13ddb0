import type { Language } from '../knowledge/types.ts'
import { sentences } from './sentences.ts'
import type { Answer, Block, Reply } from './types.ts'

/** A text ready to be pasted into a ticket: salutation, quotations with their sources, closing; nothing about the bot. */
export function composeDraft(
  answers: readonly Answer[],
  unanswered: readonly string[],
  language: Language,
): Reply {
  const say = (text: string): Block => ({ type: 'paragraph', content: [text] })
  const quoted = answers.flatMap(({ query, entry }): Block[] => [
    ...(answers.length > 1 ? [{ type: 'heading', text: query } as const] : []),
    ...entry.quotes.map(({ text, citation }) => ({ type: 'quotation', text, citation }) as const),
  ])
  const open: Block[] =
    unanswered.length === 0
      ? []
      : [say(sentences.draftOpen[language]), { type: 'list', ordered: false, items: unanswered }]
  return {
    language,
    blocks: [
      say(sentences.draftSalutation[language]),
      say(sentences.draftFound[language]),
      ...quoted,
      ...open,
      say(sentences.draftClosing[language]),
    ],
  }
}
