import type { Language } from '../knowledge/types.ts'
import { wordsOf } from './words-of.ts'

export interface DraftRequest {
  readonly language: Language
  /** The text to be answered, if it comes with the request. */
  readonly text: string
}

/** "Entwurf", alone or before the text that it is for. A question that begins with the word is none. */
export function parseDraft(text: string): DraftRequest | undefined {
  const found = /^\s*[!/]?(entwurf|draft)(?:[.!]?\s*$|\s*:|[ \t]*\n)/i.exec(text)
  if (found === null) return undefined
  const language = found[1]?.toLowerCase() === 'draft' ? 'en' : 'de'
  return { language, text: text.slice(found[0].length).trim() }
}

export interface QuietRequest {
  readonly language: Language
  /** 0 ends the silence. */
  readonly minutes: number
}

const minutesOf: Readonly<Record<string, number>> = { m: 1, s: 60, h: 60, t: 1_440, d: 1_440 }
const maxMinutes = 7 * 1_440

/** "Ruhe 1h", "quiet 30 min", "Ruhe aus". At most a week. */
export function parseQuiet(text: string): QuietRequest | undefined {
  const found =
    /^\s*[!/]?(ruhe|quiet)\s+(?:(aus|ende|off|end)|(\d{1,4})\s*(m|min|minuten?|minutes?|h|std|stunden?|hours?|d|tage?|days?))[.!]?\s*$/i.exec(
      text,
    )
  if (found === null) return undefined
  const [, word, ends, number = '', unit = ''] = found
  const language = word?.toLowerCase() === 'quiet' ? 'en' : 'de'
  const minutes = ends === undefined ? Number(number) * (minutesOf[unit.charAt(0).toLowerCase()] ?? 0) : 0
  return { language, minutes: Math.min(minutes, maxMinutes) }
}

/** "Ja", "nein" and the like, if a message consists of nothing else. */
export function parseConsent(text: string): boolean | undefined {
  const words = wordsOf(text)
  if (/^(ja|yes)( (bitte|gern|gerne|please))?$/.test(words)) return true
  return /^(nein|no)( (danke|thanks|thank you))?$/.test(words) ? false : undefined
}

/** "Fertig" or "done" alone: what was handed over is settled. */
export const isDone = (text: string): boolean => /^(fertig|done)$/.test(wordsOf(text))
