import { describe, inject } from 'vitest'

export interface Homeserver {
  readonly url: string
  readonly serverName: string
  readonly registrationSecret: string
}

const provided = inject('homeserver')

/** `describe` for tests that need the suite's Synapse; without one they are reported as skipped, with the reason. */
export function describeOnHomeserver(name: string, define: (homeserver: Homeserver) => void): void {
  if (provided.available) {
    describe(name, () => {
      define(provided)
    })
  } else {
    describe.skip(`${name} (${provided.reason})`, () => {
      define({ url: '', serverName: '', registrationSecret: '' })
    })
  }
}
