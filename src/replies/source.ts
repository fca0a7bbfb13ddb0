import type { Citation, FaqEntry, KnowledgeBase, Language, Quote } from '../knowledge/types.ts'
import { say } from './blocks.ts'
import { sentences } from './sentences.ts'
import type { Block, Reply } from './types.ts'

/** The whole paragraphs in which an entry's quotes stand, each once. */
export function composeSource(entry: FaqEntry, knowledge: KnowledgeBase, language: Language): Reply {
  const paragraphs = new Map<string, Block>()
  for (const quote of entry.quotes) {
    const text = paragraphAround(quote, knowledge)
    const { citation } = quote
    paragraphs.set(text, { type: 'quotation', text, citation: whole(citation) })
  }
  return {
    language,
    blocks: [say(language, sentences.source), ...paragraphs.values()],
  }
}

const whole = ({ notice, section, paragraph, url }: Citation): Citation => ({
  notice,
  section,
  paragraph,
  url,
})

function paragraphAround({ passages: ids, text }: Quote, { notices }: KnowledgeBase): string {
  const paragraphs = notices.flatMap(({ sections }) => sections.flatMap((section) => section.paragraphs))
  const found = paragraphs.find(({ passages }) => passages.some(({ id }) => ids.includes(id)))
  return found === undefined ? text : found.passages.map((passage) => passage.text).join(' ')
}
