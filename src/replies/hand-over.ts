import { inLanguage } from '../knowledge/in-language.ts'
import type { Bilingual, Language } from '../knowledge/types.ts'
import { paragraph, say } from './blocks.ts'
import { formatDays } from './format-duration.ts'
import { contactBlocks } from './contact.ts'
import { handOverSentences } from './hand-over-sentences.ts'
import { sentences } from './sentences.ts'
import type { Contact, Inline, Outcome, Reply } from './types.ts'

/**
 * Of what a person wrote, characters that are passed on in one message: with its HTML form, and encrypted, it still is an event
 * of less than 64 KiB, whatever the characters are.
 */
const maxWording = 5_000

/** These outcomes leave something open, so the service desk may be offered. */
export type Open = Extract<Outcome, { kind: 'decline' | 'answer' | 'suggest' }>

/** The same, with the question for consent to pass it on to the service desk. */
export function withOffer<T extends Open>(outcome: T): T {
  const { language, blocks } = outcome.reply
  const offer = outcome.kind === 'decline' ? handOverSentences.offer : handOverSentences.offerOpen
  return { ...outcome, reply: { language, blocks: [...blocks, say(language, offer)] } }
}

export interface HandedOverQuestion {
  readonly language: Language
  readonly asker: readonly Inline[]
  readonly wording: string
  readonly reason: Bilingual
  /** How long replies are passed on. */
  readonly days: number
}

/** Tells the service desk what the asker has heard already: the gap by name, a part of an answer, or that nothing (more) was found. */
export function handOverReason(outcome: Outcome, wasAnswered: boolean): Bilingual {
  if (wasAnswered) return sentences.noMore
  if (outcome.kind === 'answer' || outcome.kind === 'suggest') return handOverSentences.partly
  return (outcome.kind === 'decline' ? outcome.entry?.sentence : undefined) ?? sentences.notFound
}

/** The question as the service desk sees it. */
export function composeHandOver({ language, asker, wording, reason, days }: HandedOverQuestion): Reply {
  return {
    language,
    blocks: [
      paragraph(handOverSentences.from[language], ...asker),
      { type: 'wording', speaker: undefined, text: toWording(wording) },
      paragraph(handOverSentences.reason[language], inLanguage(reason, language)),
      paragraph(fill(handOverSentences.howTo[language], days, language)),
    ],
  }
}

export interface Relayed {
  readonly language: Language
  /** Undefined for the service desk, whose members are not named. */
  readonly asker: string | undefined
  /** Undefined for what is no text. */
  readonly text: string | undefined
}

/** Shows one side's words to the other. */
export function composeRelay({ language, asker, text }: Relayed): Reply {
  const speaker = asker ?? handOverSentences.serviceDesk[language]
  const shown = text === undefined ? `[${handOverSentences.notText[language]}]` : toWording(text)
  return { language, blocks: [{ type: 'wording', speaker, text: shown }] }
}

export interface Ticket {
  readonly number: string
  readonly url: string
}

export const composeTicket = (language: Language, { number, url }: Ticket): Reply => ({
  language,
  blocks: [paragraph(handOverSentences.ticket[language], { text: number, href: url })],
})

const notices = {
  confirmed: handOverSentences.confirmed,
  'not-passed-on': handOverSentences.notPassedOn,
  'not-relayed': handOverSentences.notRelayed,
  'not-changed': handOverSentences.notChanged,
  'not-deleted': handOverSentences.notDeleted,
  'not-withdrawn': handOverSentences.notWithdrawn,
  refused: handOverSentences.refused,
  unavailable: handOverSentences.unavailable,
  'too-many': handOverSentences.tooMany,
  closed: handOverSentences.closed,
  withdrawn: handOverSentences.withdrawn,
  'withdrawn-by-asker': handOverSentences.withdrawnByAsker,
  unreachable: handOverSentences.unreachable,
  'outside-thread': handOverSentences.outsideThread,
  'too-fast': handOverSentences.tooFast,
} as const satisfies Record<string, Bilingual>

export type HandOverNotice = keyof typeof notices

/** One sentence or two about the hand-over itself, and whom to ask where it failed. */
export const handOverNotice = (
  notice: HandOverNotice,
  language: Language,
  days: number,
  contact?: Contact,
): Reply => ({
  language,
  blocks: [
    paragraph(fill(notices[notice][language], days, language)),
    ...(notice === 'not-passed-on' || notice === 'not-withdrawn' ? contactBlocks(contact, language) : []),
  ],
})

/** Control characters, which no person types, would blow the message up. */
function toWording(text: string): string {
  const plain = text.replace(/[^\P{Cc}\n\t]/gu, '').trim()
  return plain.length <= maxWording ? plain : `${plain.slice(0, maxWording).toWellFormed()} […]`
}

const fill = (sentence: string, days: number, language: Language) =>
  sentence.replace('{days}', formatDays(days, language))
