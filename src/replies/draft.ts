import type { Language, Quote } from '../knowledge/types.ts'
import { heading, list, paragraph, say } from './blocks.ts'
import { formatCitation } from './format-citation.ts'
import { sentences } from './sentences.ts'
import type { Answer, Block, Reply } from './types.ts'

/**
 * A text ready to be pasted into a ticket: salutation, quotations with their sources, closing; nothing about the bot. What marks a
 * quotation, and its address, are written out, as pasting as plain text loses all else.
 */
export function composeDraft(
  answers: readonly Answer[],
  unanswered: readonly string[],
  language: Language,
): Reply {
  const quoted = answers.flatMap(({ query, entry }): Block[] => [
    ...(answers.length > 1 ? [heading(query)] : []),
    ...entry.quotes.map((quote) => writtenOut(quote, language)),
  ])
  const open: Block[] = unanswered.length === 0 ? [] : [say(language, sentences.draftOpen), list(unanswered)]
  return {
    language,
    blocks: [
      say(language, sentences.draftSalutation),
      say(language, sentences.draftFound),
      ...quoted,
      ...open,
      say(language, sentences.draftClosing),
    ],
  }
}

function writtenOut({ text, citation }: Quote, language: Language): Block {
  const { url } = citation
  // The passage is German, and so are its marks.
  const said = `„${text}“\n– ${formatCitation(citation, language)}`
  return url === undefined ? paragraph(said) : paragraph(`${said}\n`, { text: url, href: url })
}
