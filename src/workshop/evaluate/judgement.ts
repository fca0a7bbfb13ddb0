import type { LabelledMessage } from './labelled-message.ts'

export interface GivenQuote {
  readonly entry: string
  readonly quote: string
  readonly score?: number
}

interface Competitor {
  readonly entry: string
  /** 0..1, higher is better. */
  readonly score: number
}

/** One query that was taken from the message, why it was decided so, and which entries competed, best first. */
export interface QueryEvidence {
  readonly query: string
  readonly decision: string
  readonly competitors: readonly Competitor[]
}

/** The reaction to one message, as far as it can be right or wrong. */
export interface Judgement {
  readonly action: 'answer' | 'suggest' | 'decline' | 'ignore'
  /** One per question that was answered. */
  readonly answers: readonly GivenQuote[]
  readonly suggestions: readonly GivenQuote[]
  readonly evidence: readonly QueryEvidence[]
}

/** Whatever can be measured: the bot's core, or a search library that plays its part. */
export interface Judge {
  judge(message: Pick<LabelledMessage, 'text' | 'context'>): Judgement
}
