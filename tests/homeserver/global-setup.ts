import type { TestProject } from 'vitest/node'
import { provisionSynapse, SynapseUnavailableError } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'

export type ProvidedHomeserver =
  | {
      readonly available: true
      readonly url: string
      readonly serverName: string
      readonly registrationSecret: string
    }
  | { readonly available: false; readonly reason: string }

declare module 'vitest' {
  export interface ProvidedContext {
    homeserver: ProvidedHomeserver
  }
}

/** One Synapse for the whole suite; each file makes its own accounts and rooms. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  let python: string
  try {
    python = await provisionSynapse({ cacheDirectory: '.cache', onProgress: report })
  } catch (error) {
    if (!(error instanceof SynapseUnavailableError) || process.env['CI'] === 'true') throw error
    report(`the suite is skipped: ${error.message}`)
    project.provide('homeserver', { available: false, reason: error.message })
    return undefined
  }
  const synapse = await startSynapse({ python, serverName: 'staff.test' })
  const { url, serverName, registrationSecret } = synapse
  project.provide('homeserver', { available: true, url, serverName, registrationSecret })
  return async () => {
    await synapse[Symbol.asyncDispose]()
  }
}

const report = (line: string) => process.stderr.write(`homeserver: ${line}\n`)
