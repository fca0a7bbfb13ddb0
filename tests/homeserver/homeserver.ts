import { beforeEach, describe, inject } from 'vitest'
import { skippedOnDendrite } from './skipped-on-dendrite.ts'

export interface Homeserver {
  readonly url: string
  readonly serverName: string
  readonly registrationSecret: string
}

const provided = inject('homeserver')

/** `describe` for tests that need the suite's homeserver; without one they are reported as skipped, with the reason. */
export function describeOnHomeserver(name: string, define: (homeserver: Homeserver) => void): void {
  if (provided.available) {
    describe(name, () => {
      if (provided.implementation === 'dendrite') skipWhatDendriteLacks()
      define(provided)
    })
  } else {
    describe.skip(`${name} (${provided.reason})`, () => {
      define({ url: '', serverName: '', registrationSecret: '' })
    })
  }
}

function skipWhatDendriteLacks(): void {
  beforeEach(({ task, skip }) => {
    const reason = skippedOnDendrite[task.name]
    if (reason !== undefined) skip(reason)
  })
}
