import type { Language, Quote } from '../knowledge/types.ts'
import { heading, paragraph, say } from './blocks.ts'
import { asLine, listBelow, ofKind } from './findings.ts'
import type { Finding } from './findings.ts'
import { formatCitation } from './format-citation.ts'
import { sentences } from './sentences.ts'
import type { Block, Reply } from './types.ts'

/**
 * A text ready to be pasted into a ticket: salutation, quotations with their sources, closing; nothing about the bot. What marks a
 * quotation, and its address, are written out, as pasting as plain text loses all else.
 */
export function composeDraft(findings: readonly Finding[], language: Language): Reply {
  const answers = ofKind(findings, 'answer')
  const isAlone = findings.flatMap(({ queries }) => queries).length === 1
  const quoted = answers.flatMap(({ queries, entry }): Block[] => [
    ...(isAlone ? [] : queries.map((query) => heading(asLine(query)))),
    ...entry.quotes.map((quote) => writtenOut(quote, language)),
  ])
  const gaps = ofKind(findings, 'gap')
  const open = ofKind(findings, 'near', 'repeat', 'nothing')
  return {
    language,
    blocks: [
      say(language, sentences.draftSalutation),
      say(language, sentences.draftFound),
      ...quoted,
      ...listBelow(sentences.draftGaps, gaps, language),
      ...listBelow(sentences.draftOpen, open, language),
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
