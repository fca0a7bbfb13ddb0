import { LinkifyIt } from 'linkify-it'
import { isIn } from './word-lists.ts'

// Clients write a mention into the text in many ways, and each of them is brought to "@name" first. Every repetition is bounded or
// can't overlap with its neighbours, so that no text takes longer than in proportion to its length.

const localpart = String.raw`[\p{L}\p{N}._=/+-]{1,255}`
const server = String.raw`[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,20}(?::\d{1,5})?`
// Older clients put "> <@anna:staff.test> …" before a reply; who is quoted there is no mention.
const boundary = String.raw`(?<![\p{L}\p{N}@<._-])`

/** "[text](target)", as clients that write Markdown leave it in the plain text. */
const markdownLink =
  /!?\[((?:[^[\]\n]|\[[^[\]\n]{0,80}\]){0,300})\]\([ \t]*<?((?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,2000})>?(?:[ \t]+"[^"\n]{0,200}")?[ \t]*\)/gu
const personLink =
  /^(?:https?:\/\/matrix\.to\/#\/(?:@|%40)|matrix:u\/)([\p{L}\p{N}._=+-]{1,255})(?::|%3a|$|[/?])/iu
const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false }).add('mailto:', null).add('//', null)
/** "Anna Muster (@anna:tu-dresden.de):", as clients call one of several people of the same name. */
const nameWithId = new RegExp(
  String.raw`^(\s*)(?:[^\n()@:,?!.]{1,60}(?=\(@[^()\s]{1,511}\)\s?[:,])|[\p{L}\p{N}._-]{0,40}bot )\(@(${localpart}):${server}\)`,
  'iu',
)
/** The id of a person or room, or its URI. One in brackets stands behind a name. */
const id = new RegExp(
  String.raw` ?\(@${localpart}:${server}\)|matrix:(?:u|r|roomid)/[^\s<>"]{1,500}|${boundary}(?<sigil>[@#!])(?<name>${localpart}):${server}`,
  'gu',
)
const handle = /(?<![\p{L}\p{N}@<._/-])@[\p{L}\p{N}](?:[\p{L}\p{N}._=/+-]{0,254}[\p{L}\p{N}])?/gu
/** "@tu-dresden.de" is the end of a mail address. */
const domain = /\.\p{L}{2,3}$/u

/** "<anna> …" and "[anna] …": whose words a bridge relays. */
const relayedFrom = /^\s*(?:<[\p{L}\p{N}][^<>[\]\n]{0,40}>|\[[\p{L}\p{N}][^<>[\]\n]{0,40}\]):?\s+(?=\S)/u

/** Stands where something was taken out; of the private area, so that it is no character of a text. */
const gap = '\u{F8FF}'

/** "Helpdesk-Bot:", "Helpdesk," at the beginning; any other name may be the topic, as in "Kontakte: wo liegen die?". */
const bot = /^\s*[\p{L}\p{N}._-]{0,60}(?:bot|helpdesk)[:,]\s+/iu

/** A text without what only says whom it is for. */
export interface Stripped {
  /** Empty if nothing but the address was said, an ellipsis if nothing but the URL of a page. */
  readonly text: string
  /** "@name" if the text begins by calling somebody so; empty if it calls nobody, or everybody. */
  readonly called: string
}

/**
 * Takes out of a text all that is no word of it: mentions of anybody in whatever form a client writes them, ids, and URLs. The text of
 * a link stays. A blank that is missing behind a mark is put in. A message to the bot loses a name of the bot's at its start as well.
 */
export function stripMentions(text: string, audience: 'room' | 'bot'): Stripped {
  const withNames = withHandles(audience === 'room' ? text.replace(relayedFrom, '') : text)
  const rest = tidy(withNames.replace(handle, toGap))
  const called = calledIn(tidy(withNames.slice(0, longestCall)))
  // A person who sends nothing but a page says something, though not in words, and does not ask what the bot is for.
  if (rest.trim() === '' && links.match(text)?.some(({ url }) => !personLink.test(url)))
    return { text: '…', called }
  return { text: audience === 'room' ? rest : rest.replace(bot, ''), called }
}

/** As much of a text as may hold the mention that it begins with, in characters. */
const longestCall = 300

function calledIn(start: string): string {
  const found = /^\s*(@[^\s:,]{1,255})/u.exec(start)?.[1] ?? ''
  return isIn('everybody', found.slice(1).toLowerCase()) ? '' : found
}

function withHandles(text: string): string {
  const unlinked = text.replace(markdownLink, (_, label: string, target: string) => {
    const name = personLink.exec(target)?.[1]
    return name === undefined ? label : `@${name}`
  })
  return withoutUrls(unlinked)
    .replace(nameWithId, '$1@$2')
    .replace(id, (_, sigil?: string, name = '') => (sigil === '@' ? `@${name}` : gap))
    .replace(/(?<=\p{L})([?!,;])(?=\p{L})|(?<=\p{Ll})(\.)(?=\p{Lu}\p{Ll})/gu, '$& ')
}

const toGap = (found: string) => (domain.test(found) ? found : gap)

/** Addresses of pages give way to gaps. "tu-dresden.de" without a path may as well be the name of something. */
function withoutUrls(text: string): string {
  let rest = ''
  let end = 0
  for (const { index, lastIndex, schema, raw } of links.match(text) ?? []) {
    if (schema === '' && !/^www\.|\//i.test(raw)) continue
    rest += text.slice(end, index) + gap
    end = lastIndex
  }
  return (rest + text.slice(end)).replaceAll(`<${gap}>`, gap)
}

/** Closes the gaps: with the marks behind it at the start of a line, with the comma before it at the end, else with a blank. */
function tidy(text: string): string {
  if (!text.includes(gap)) return text
  return text
    .replace(/^\s*(?:\u{F8FF}[\s,:;]*)+/u, '')
    .replace(/^[ \t]*(?:\u{F8FF}[ \t,:;]*)+/gmu, '')
    .replace(/\u{F8FF}(?:,?[ \t]{0,20}\u{F8FF})+/gu, gap)
    .replace(/,?[ \t]{0,20}\u{F8FF}(?=[ \t.?!]*$)/gmu, '')
    .replace(/[ \t]?\u{F8FF}/gu, '')
}
