import { inLanguage, leadingQuestion } from '../knowledge/in-language.ts'
import type { Bilingual, FaqEntry, KnowledgeBase, Language, Notice } from '../knowledge/types.ts'
import { contactBlocks } from './contact.ts'
import { privacyBlocks } from './privacy.ts'
import { sentences } from './sentences.ts'
import type { Answer, Block, Inline, Persona, Reply } from './types.ts'

/** What replies draw on beside the outcome itself. */
export interface Frame {
  readonly knowledge: KnowledgeBase
  readonly persona: Persona
  readonly language: Language
}

export function composeAnswer(
  answers: readonly Answer[],
  unanswered: readonly string[],
  frame: Frame,
): Reply {
  const { language } = frame
  const alone = answers.length === 1 && unanswered.length === 0
  // In German the quotation with its source speaks for itself, and is what a preview of the message shows.
  const opening =
    alone && language === 'de'
      ? []
      : [say(language, answers.length === 1 ? sentences.found : sentences.foundSeveral)]
  const quoted = answers.flatMap(({ query, entry }) => [
    ...(alone ? [] : [heading(query)]),
    ...quotations(entry),
  ])
  const rest: Block[] = unanswered.length > 0 ? [say(language, sentences.notAnswered), list(unanswered)] : []
  return {
    language,
    blocks: [...opening, ...quoted, ...rest, ...(rest.length > 0 ? contact(frame) : [])],
  }
}

export function composeDecline(gap: Bilingual | undefined, frame: Frame): Reply {
  const { language, knowledge } = frame
  const topics = sentences.covers[language] + distinctTopics(knowledge, language).join(', ') + '.'
  return {
    language,
    blocks: [say(language, gap ?? sentences.notFound), ...contact(frame), paragraph(topics)],
  }
}

export function composeSuggestions(suggestions: readonly FaqEntry[], { language }: Frame): Reply {
  const questions = suggestions.map((entry) => leadingQuestion(entry, language))
  return {
    language,
    blocks: [
      say(language, questions.length === 1 ? sentences.perhaps : sentences.didYouMean),
      list(questions, true),
      say(language, questions.length === 1 ? sentences.howToTake : sentences.howToChoose),
    ],
  }
}

export function composePrivacy(frame: Frame): Reply {
  const { language, persona } = frame
  const blocks = persona.privacy
    ? privacyBlocks(persona.privacy, language)
    : [say(language, sentences.privacyUnknown)]
  return { language, blocks: [...blocks, ...contact(frame)] }
}

/** One sentence that says how something is to be used. */
export const composeHint = (sentence: 'noSource' | 'noDraft', { language }: Frame): Reply => ({
  language,
  blocks: [say(language, sentences[sentence])],
})

/** When nothing else comes into question. */
export function composeNoMore(frame: Frame): Reply {
  const { language } = frame
  return { language, blocks: [say(language, sentences.noMore), ...contact(frame)] }
}

export function composeHelp(frame: Frame): Reply {
  const { language, knowledge, persona } = frame
  return {
    language,
    blocks: [
      paragraph(`${persona.name}: ${sentences.whatIAm[language]}`),
      ...knowledge.notices.map((notice) => paragraph(sentences.knows[language], link(notice))),
      say(language, sentences.howToAsk),
      say(language, sentences.commands),
      list(commandsExplained.map((sentence) => inLanguage(sentence, language))),
      ...composeTopics(frame).blocks,
      ...contact(frame),
    ],
  }
}

const commandsExplained: readonly Bilingual[] = [
  sentences.topicsCommand,
  sentences.sourceCommand,
  sentences.draftCommand,
  sentences.privacyCommand,
]

export function composeThanks({ language }: Frame): Reply {
  return { language, blocks: [say(language, sentences.welcome)] }
}

export function composeTopics({ language, knowledge }: Frame): Reply {
  const topics = distinctTopics(knowledge, language).map((topic) => capitalize(topic, language))
  return { language, blocks: [say(language, sentences.topics), list(topics)] }
}

const capitalize = (text: string, language: Language) =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** Several entries may answer questions about one topic. */
const distinctTopics = ({ entries }: KnowledgeBase, language: Language) => [
  ...new Set(entries.map(({ topic }) => inLanguage(topic, language))),
]

function quotations({ quotes }: FaqEntry): Block[] {
  return quotes.map(({ text, citation }) => ({ type: 'quotation', text, citation }))
}

const contact = ({ persona, language }: Frame) => contactBlocks(persona.contact, language)

const link = ({ title, url }: Notice): Inline => (url === undefined ? title : { text: title, href: url })
const paragraph = (...content: readonly Inline[]): Block => ({ type: 'paragraph', content })
const say = (language: Language, sentence: Bilingual): Block => paragraph(inLanguage(sentence, language))
const heading = (text: string): Block => ({ type: 'heading', text })
const list = (items: readonly string[], ordered = false): Block => ({ type: 'list', ordered, items })
