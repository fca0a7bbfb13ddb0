import { inLanguage } from '../knowledge/in-language.ts'
import type { KnowledgeBase, Language } from '../knowledge/types.ts'
import { heading, list, paragraph, say } from './blocks.ts'
import { sentences } from './sentences.ts'
import type { Block } from './types.ts'

/** A phone's screen: how many lines a list of topics may have, and how many characters surely fit into one. */
const maxLines = 12
const lineLength = 41
/** Of more notices than this, only the titles are listed. */
const maxGroups = 4

interface Group {
  readonly title: string
  readonly topics: readonly string[]
}

/** Lists the topics of each notice, below its title where several notices are known. */
export function composeTopicList({ notices, entries }: KnowledgeBase, language: Language): readonly Block[] {
  const groups = notices.flatMap(({ id, title }): Group[] => {
    // Several entries may answer questions about one topic.
    const topics = new Set(
      entries.filter(({ notice }) => notice === id).map(({ topic }) => inLanguage(topic, language)),
    )
    return topics.size === 0 ? [] : [{ title, topics: [...topics] }]
  })
  const [first, ...others] = groups
  if (first === undefined) return [say(language, sentences.notFound)]
  if (others.length === 0) {
    const opening = `${sentences.topics[language]} `
    return [paragraph(opening, inLength(first.topics, maxLines * lineLength - opening.length, language))]
  }
  return groups.length > maxGroups ? [listTitles(groups, language)] : listGroups(groups, language)
}

function listTitles(groups: readonly Group[], language: Language): Block {
  const shown = groups.slice(0, maxLines - 2).map(({ title }) => title)
  const left = groups.length - shown.length
  return list(left === 0 ? shown : [...shown, sentences.more[language].replace('{number}', String(left))])
}

const listGroups = (groups: readonly Group[], language: Language): readonly Block[] =>
  groups.flatMap(({ title, topics }) => {
    const lines = Math.floor(maxLines / groups.length) - Math.ceil(title.length / lineLength)
    return [heading(title), paragraph(inLength(topics, lines * lineLength, language))]
  })

/** As many topics as fit into so many characters, at least one, and how many are left out. */
function inLength(topics: readonly string[], length: number, language: Language): string {
  const all = capitalize(topics.join(', '), language)
  if (all.length <= length) return all
  let shown = capitalize(topics[0] ?? '', language)
  for (const [index, topic] of topics.entries()) {
    if (index === 0) continue
    if (shown.length + topic.length + sentences.more[language].length > length) {
      const number = String(topics.length - index)
      return `${shown}, ${sentences.more[language].replace('{number}', number)}`
    }
    shown += `, ${topic}`
  }
  return shown
}

const capitalize = (text: string, language: Language) =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
