import type { Bilingual, Citation, DeclineEntry, FaqEntry, Language } from '../knowledge/types.ts'

/** The settings that decide how personal data is processed, so that the bot says what is true of this installation. */
export interface PrivacyFacts {
  /** How long ids of handled messages are kept, in hours. */
  readonly retentionHours: number
  /** How old a message may be to be answered after an outage, in hours. */
  readonly maxAgeHours: number
  /** How long counts are kept, in days; 0 if nothing is counted. */
  readonly statisticsDays: number
  /** True if questions that stay open are counted, too. */
  readonly countsGaps: boolean
  /** How long ids of what was handed over to the service desk are kept, in days; undefined if nothing can be. */
  readonly handOverDays?: number | undefined
}

/** Facts from the configuration that the bot's own sentences mention. */
export interface Persona {
  /** Name by which people address the bot. */
  readonly name: string
  /** Named when the notice is silent. */
  readonly contact: Contact | undefined
  /** How the bot is operated; undefined on a terminal. */
  readonly privacy?: PrivacyFacts
}

export interface Contact {
  readonly name: Bilingual
  readonly url: string | undefined
  readonly email: string | undefined
}

export type Inline = string | { readonly text: string; readonly href: string }

export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  /** A short repeat of the question that the next block answers. */
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'quotation'; readonly text: string; readonly citation: Citation }
  /** A person's own words: as a quotation, or after the name of the speaker. */
  | { readonly type: 'wording'; readonly speaker: string | undefined; readonly text: string }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly string[] }

/** A message of the bot's, independent of the format until it is encoded. */
export interface Reply {
  readonly language: Language
  readonly blocks: readonly Block[]
}

/** An entry that answers a query of the utterance. */
interface Answer {
  readonly entry: FaqEntry
  /** Probability that the entry answers the query, 0..1. */
  readonly score: number
}

export type Command =
  'help' | 'topics' | 'greeting' | 'small-talk' | 'privacy' | 'privacy-in-full' | 'source' | 'draft' | 'quiet'

export type IgnoreReason = 'empty' | 'not-a-question' | 'not-certain'

/**
 * Why a question to the bot stays open: a decline entry names what is missing (`named`), several entries are as likely
 * (`ambiguous`), one is likely but not enough (`uncertain`), none is (`unrelated`), or it names no topic (`vague`).
 */
export const openReasons = ['named', 'ambiguous', 'uncertain', 'unrelated', 'vague'] as const
export type OpenReason = (typeof openReasons)[number]

/** A question to the bot that the notice does not answer: what can be counted of it without its wording. */
export interface OpenQuestion {
  readonly reason: OpenReason
  /** Id of the FAQ entry that comes nearest, if any comes near. */
  readonly nearest: string | undefined
}

/** The bot's reaction to one utterance. Only `ignore` is silent. */
export type Outcome =
  | {
      readonly kind: 'answer'
      readonly answers: readonly Answer[]
      /** What comes nearest to its other questions. */
      readonly suggestions: readonly FaqEntry[]
      readonly open: readonly OpenQuestion[]
      readonly reply: Reply
    }
  | {
      readonly kind: 'suggest'
      readonly suggestions: readonly FaqEntry[]
      /** True if the asker is to choose from them; else they are quoted. */
      readonly isChoice: boolean
      readonly open: readonly OpenQuestion[]
      readonly reply: Reply
    }
  | {
      readonly kind: 'decline'
      readonly entry: DeclineEntry | undefined
      readonly open: readonly OpenQuestion[]
      readonly reply: Reply
    }
  | { readonly kind: 'command'; readonly command: Command; readonly reply: Reply }
  | { readonly kind: 'ignore'; readonly reason: IgnoreReason }
