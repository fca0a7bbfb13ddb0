import { formatCitation } from '../../replies/format-citation.ts'
import type { Block, Inline, Reply } from '../../replies/types.ts'
import type { Language } from '../../knowledge/types.ts'
import { automatedKey } from '../ports/automated.ts'
import type { EventId, UserId } from '../ports/ids.ts'

/** The message that a reply hangs on. */
export interface ReplyTarget {
  readonly eventId: EventId
  readonly sender: UserId
  readonly thread: EventId | undefined
}

/** Where a reply will stand. */
export interface Placement {
  /** In a room of two every message notifies the other, and naming them would only raise an alarm. */
  readonly isDirect: boolean
  /** Right below its message, so that quoting it would only repeat it. */
  readonly isAdjacent: boolean
}

/** Content of an `m.room.message`. */
export type MessageContent = Readonly<Record<string, unknown>>

/** In the middle of a room of many. */
const elsewhere: Placement = { isDirect: false, isAdjacent: false }

/**
 * A message with a plain and an HTML body. To somebody who waits for it, it is an ordinary text, as clients show notices paler
 * and without a sound; what hangs on nothing is a notice. It names nobody but the asker.
 */
export function encodeReply(
  reply: Reply,
  target: ReplyTarget | undefined,
  placement: Placement = elsewhere,
): MessageContent {
  const content = encode(reply, target === undefined ? 'm.notice' : 'm.text')
  if (target === undefined) return content
  return {
    ...content,
    'm.mentions': placement.isDirect ? {} : { user_ids: [target.sender] },
    'm.relates_to': relation(target, placement),
  }
}

/** Tells other bots of this kind to leave a message alone, as `m.notice` does. */
function encode({ blocks, language }: Reply, msgtype: 'm.notice' | 'm.text'): MessageContent {
  return {
    msgtype,
    body: blocks.map((block) => toPlain(block, language)).join('\n\n'),
    format: 'org.matrix.custom.html',
    // Previews take the tags away and would run the blocks together.
    formatted_body: blocks.map((block) => toHtml(block, language)).join('\n'),
    'm.mentions': {},
    [automatedKey]: true,
  }
}

/** The same as an ordinary text that hangs on nothing. */
export const encodeText = (reply: Reply): MessageContent => encode(reply, 'm.text')

/** A new wording of an own message. Nobody is called anew; clients that don't know edits show it with an asterisk. */
export function encodeEdit(reply: Reply, edited: EventId, named: readonly UserId[]): MessageContent {
  return toEdit(
    { ...encodeText(reply), ...(named.length > 0 && { 'm.mentions': { user_ids: named } }) },
    edited,
  )
}

/** Gives the own message `edited` this content, which is without a relation, as the first one is kept. */
export function toEdit(content: MessageContent, edited: EventId): MessageContent {
  return {
    ...content,
    body: `* ${String(content['body'])}`,
    formatted_body: `* ${String(content['formatted_body'])}`,
    'm.mentions': {},
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: edited },
  }
}

/** An address that shows a person, or calls them where the message mentions them. */
export function permalinkTo(userId: UserId): string {
  // Clients look for the sigil and the colon as they are; the rest of an old id may hold any character.
  return matrixTo + encodeURIComponent(userId).replaceAll('%40', '@').replaceAll('%3A', ':')
}

const matrixTo = 'https://matrix.to/#/'

/** A reply that clients show with a quotation of its message, or a reference that they don't show. */
export function relation(
  { eventId, thread }: Pick<ReplyTarget, 'eventId' | 'thread'>,
  { isDirect, isAdjacent }: Placement,
): Readonly<Record<string, unknown>> {
  const reply = { 'm.in_reply_to': { event_id: eventId } }
  if (thread !== undefined) {
    const isBelow = isAdjacent || thread === eventId
    return { rel_type: 'm.thread', event_id: thread, is_falling_back: isBelow, ...reply }
  }
  return isDirect && isAdjacent ? { rel_type: 'm.reference', event_id: eventId } : reply
}

function toPlain(block: Block, language: Language): string {
  switch (block.type) {
    case 'paragraph':
      return block.content.map(inlineToPlain).join('')
    case 'heading':
      return defuse(block.text)
    case 'quotation': {
      const { url } = block.citation
      const quoted = block.text.split('\n').map((line) => `> ${line}`)
      const source = `– ${formatCitation(block.citation, language)}`
      // Markdown would take a line right below into the quotation.
      return [...quoted, '', url === undefined ? source : `${source} (${url})`].join('\n')
    }
    case 'wording': {
      const text = defuse(block.text)
      if (block.speaker !== undefined) return `${block.speaker}: ${text}`
      return text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    }
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${defuse(item)}`)
        .join('\n')
  }
}

function toHtml(block: Block, language: Language): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${block.content.map(inlineToHtml).join('')}</p>`
    case 'heading':
      return `<p><strong>${escapeHtml(defuse(block.text))}</strong></p>`
    case 'quotation': {
      const source = inlineToHtml(link(formatCitation(block.citation, language), block.citation.url))
      return `<blockquote><p>${escapeHtml(block.text)}</p></blockquote>\n<p>– ${source}</p>`
    }
    case 'wording': {
      const text = escapeHtml(defuse(block.text))
      return block.speaker === undefined
        ? `<blockquote><p>${text}</p></blockquote>`
        : `<p><strong>${escapeHtml(block.speaker)}:</strong> ${text}</p>`
    }
    case 'list': {
      const items = block.items.map((item) => `<li>${escapeHtml(defuse(item))}</li>`).join('')
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`
    }
  }
}

const link = (text: string, href: string | undefined): Inline => (href === undefined ? text : { text, href })

function inlineToPlain(inline: Inline): string {
  if (typeof inline === 'string') return inline
  const { text, href } = inline
  const isSaid = href === text || href === `mailto:${text}` || href.startsWith(matrixTo)
  return isSaid ? text : `${text} (${href})`
}

function inlineToHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline)
  if (!/^(?:https?:|mailto:)/i.test(inline.href)) return escapeHtml(inline.text)
  return `<a href="${escapeHtml(inline.href)}">${escapeHtml(inline.text)}</a>`
}

/**
 * Headings, lists and wordings repeat what a person wrote; a word joiner after each @ that begins a word, as the specification
 * has it, keeps `@room` and user ids in them from calling anybody. Mail addresses stay as they are.
 */
const defuse = (text: string) => text.replaceAll(/(?<![A-Za-z0-9_])@/g, '@\u2060')

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '<br>')
}
