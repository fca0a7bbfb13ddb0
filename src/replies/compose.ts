import { inLanguage, leadingQuestion } from '../knowledge/in-language.ts'
import type {
  AskedCommand,
  DeclineEntry,
  FaqEntry,
  KnowledgeBase,
  Language,
  Notice,
} from '../knowledge/types.ts'
import { list, paragraph, quotations, say } from './blocks.ts'
import { contactBlocks } from './contact.ts'
import { privacyBlocks, privacySummary } from './privacy.ts'
import { naming } from './naming.ts'
import { privacySentences } from './privacy-sentences.ts'
import { inGerman, sentences } from './sentences.ts'
import type { SmallTalk } from './small-talk.ts'
import { composeTopicList } from './topics.ts'
import type { Block, Inline, Persona, Reply } from './types.ts'

/** Replies draw on this beside the outcome itself, whatever language they are in. */
export interface FrameBase {
  /** Only the notices that may answer where the reply is said. */
  readonly knowledge: KnowledgeBase
  readonly persona: Persona
}

export interface Frame extends FrameBase {
  readonly language: Language
}

/** In German the quotation with its source speaks for itself, and a preview of the message shows it. */
export const composeAnswer = (entry: FaqEntry, { language }: Frame): Reply => ({
  language,
  blocks: [...(language === 'de' ? [] : [paragraph(inGerman.thatTheNoticeSays)]), ...quotations(entry)],
})

/** Names the gap only if it is certain; otherwise it says no more than that nothing was found. */
export function composeDecline(decline: DeclineEntry | undefined, frame: Frame): Reply {
  const { language } = frame
  if (decline?.command !== undefined) return composeCommand(decline.command, frame)
  if (decline)
    return {
      language,
      blocks: [sayGap(decline, frame), ...(decline.smallTalk === true ? [] : contact(frame))],
    }
  const found = inLanguage(isSeveral(frame) ? sentences.notFoundInSeveral : sentences.notFound, language)
  const hint = inLanguage(isSeveral(frame) ? sentences.topicsHintForSeveral : sentences.topicsHint, language)
  return { language, blocks: [paragraph(`${found} ${hint}`), ...contact(frame)] }
}

/** What a command shows, for those who know it as for those who ask in words of their own. */
export function composeCommand(command: AskedCommand, frame: Frame): Reply {
  switch (command) {
    case 'greeting':
      return composeGreeting(frame)
    case 'help':
      return composeHelp(frame)
    case 'topics':
      return composeTopics(frame)
    case 'privacy':
      return composePrivacy(frame, 'short')
  }
}

/** What is missing. Where several notices are known, a gap speaks for its own alone. */
export function sayGap(
  { notice, sentence }: DeclineEntry,
  { knowledge: { notices }, language }: Frame,
): Block {
  const owner = notices.length > 1 ? notices.find(({ id }) => id === notice) : undefined
  return paragraph(owner === undefined ? '' : `${owner.title}: `, inLanguage(sentence, language))
}

/** The only entry that comes near is quoted, with the doubt said first; of several, the asker chooses. */
export function composeNearest(
  nearest: readonly FaqEntry[],
  { language }: Frame,
  opening: 'nearest' | 'otherNearest' = 'nearest',
): Reply {
  const [only, ...more] = nearest
  if (only && more.length === 0)
    return { language, blocks: [say(language, sentences[opening]), ...quotations(only)] }
  const questions = nearest.map((entry) => leadingQuestion(entry, language))
  return {
    language,
    blocks: [
      say(language, sentences.didYouMean),
      list(questions, true),
      say(language, sentences.howToChoose),
    ],
  }
}

export function composePrivacy(frame: Frame, extent: 'short' | 'full'): Reply {
  const { language, persona } = frame
  if (persona.privacy === undefined)
    return { language, blocks: [say(language, privacySentences.unknown), ...contact(frame)] }
  if (extent === 'full') return { language, blocks: privacyBlocks(persona.privacy, language) }
  return { language, blocks: [...privacySummary(persona.privacy, language), ...contact(frame)] }
}

/** One sentence that says how something is to be used. */
export const composeHint = (sentence: 'noSource' | 'noDraft', { language }: Frame): Reply => ({
  language,
  blocks: [say(language, sentences[sentence])],
})

/** When nothing but what the asker has just read comes into question. */
export const composeNoOther = (frame: Frame): Reply => ({
  language: frame.language,
  blocks: [say(frame.language, sentences.noOther), ...contact(frame)],
})

/** When what was quoted did not help, and nothing else comes into question. */
export function composeNoMore(frame: Frame): Reply {
  const { language } = frame
  const sentence = isSeveral(frame) ? sentences.noMoreInSeveral : sentences.noMore
  return { language, blocks: [say(language, sentence), ...contact(frame)] }
}

export function composeGreeting(frame: Frame): Reply {
  const { language, knowledge } = frame
  return { language, blocks: [paragraph(naming(sentences.greeting, knowledge.notices, language))] }
}

/** How many notices `hilfe` names, so that it fits a phone. */
const maxNamedNotices = 2

export function composeHelp(frame: Frame): Reply {
  const { language, knowledge } = frame
  const named = knowledge.notices
    .slice(0, maxNamedNotices)
    .flatMap((notice, index) => [...(index === 0 ? [] : [', ']), link(notice)])
  const others = knowledge.notices.length - maxNamedNotices
  const rest = others > 0 ? [` ${sentences.more[language].replace('{number}', String(others))}`] : []
  return {
    language,
    blocks: [
      say(language, sentences.whatIAm),
      ...(named.length > 0 ? [paragraph(sentences.knows[language], ...named, ...rest)] : []),
      say(language, sentences.howToAsk),
      list(commandsExplained.map((sentence) => inLanguage(sentence, language))),
      ...contact(frame),
    ],
  }
}

const commandsExplained = [
  sentences.topicsCommand,
  sentences.sourceCommand,
  sentences.draftCommand,
  sentences.privacyCommand,
]

/** A single short sentence in return for what is no question. */
export const composeSmallTalk = (kind: SmallTalk, { language }: Frame): Reply => ({
  language,
  blocks: [say(language, sentences[kind])],
})

export const composeTopics = ({ language, knowledge }: Frame): Reply => ({
  language,
  blocks: composeTopicList(knowledge, language),
})

/** The same reply, opened by the remark that not all of a message was read. */
export const withPartlyRead = (reply: Reply): Reply => ({
  language: reply.language,
  blocks: [say(reply.language, sentences.partlyRead), ...reply.blocks],
})

const isSeveral = ({ knowledge }: Frame) => knowledge.notices.length > 1

const contact = ({ persona, language }: Frame) => contactBlocks(persona.contact, language)

const link = ({ title, url }: Notice): Inline => (url === undefined ? title : { text: title, href: url })
