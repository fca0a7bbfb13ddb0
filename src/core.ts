import type { Outcome, Utterance } from './dialogue/types.ts'

/** The bot's whole judgement: pure, synchronous, without memory of earlier utterances. */
export interface Core {
  respond(utterance: Utterance): Outcome
}
