import type { EncryptionUpdate } from '../ports/encryption.ts'

/** How long updates without news may be kept from the library, in milliseconds. It ends old verifications when it hears of one. */
const quietMs = 20_000

/**
 * Tells which updates say something new. Most responses of a sync don't, and for each update the library encrypts its account
 * anew and writes it to disk, which takes longer than judging a question.
 */
export class UpdateFilter {
  readonly #now: () => number
  #passedOn = Number.NEGATIVE_INFINITY
  #keys = ''

  /** @param now milliseconds, from any beginning */
  constructor(now: () => number) {
    this.#now = now
  }

  /** True if the update has to be passed on; later ones are compared with it. */
  hasNews(update: EncryptionUpdate): boolean {
    const { toDevice, changedDevices, leftDevices, oneTimeKeyCounts, unusedFallbackKeyTypes } = update
    const keys = JSON.stringify([oneTimeKeyCounts, unusedFallbackKeyTypes])
    const isQuiet =
      toDevice.length + changedDevices.length + leftDevices.length === 0 &&
      keys === this.#keys &&
      this.#now() - this.#passedOn < quietMs
    if (isQuiet) return false
    this.#keys = keys
    this.#passedOn = this.#now()
    return true
  }
}
