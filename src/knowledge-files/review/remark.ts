import type { Place } from '../../knowledge/located-entry.ts'

/** Something that a reviewer would point out: no mistake that keeps the bot from starting, but worth a look. */
export interface Remark {
  readonly place: Place
  /** Which check says it, for programs. */
  readonly kind:
    | 'thin'
    | 'lopsided'
    | 'nearer-to-another'
    | 'nearly-the-same'
    | 'denied'
    | 'not-found-again'
    | 'looks-cut'
    | 'looks-unread'
    | 'quotation-marks'
    | 'not-read'
    | 'no-faq'
  /** States the problem. */
  readonly message: string
  /** Tells the editor how to solve it. */
  readonly advice: string
}
