import type { TestProject } from 'vitest/node'
import { provisionSynapse, SynapseUnavailableError } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import type { Synapse } from '../../src/workshop/demo/synapse.ts'
import { DendriteUnavailableError, provisionDendrite, startDendrite } from './dendrite.ts'
import type { Dendrite } from './dendrite.ts'

export type ProvidedHomeserver =
  | {
      readonly available: true
      readonly url: string
      readonly serverName: string
      readonly registrationSecret: string
      /** Not all can do the same. */
      readonly implementation: 'synapse' | 'dendrite'
    }
  | { readonly available: false; readonly reason: string }

declare module 'vitest' {
  export interface ProvidedContext {
    homeserver: ProvidedHomeserver
  }
}

const implementation = process.env['TEST_HOMESERVER'] === 'dendrite' ? 'dendrite' : 'synapse'
const serverName = 'staff.test'

/** One homeserver for the whole suite; each file makes its own accounts and rooms. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const homeserver = await start()
    const { url, registrationSecret } = homeserver
    project.provide('homeserver', { available: true, url, serverName, registrationSecret, implementation })
    return async () => {
      await homeserver[Symbol.asyncDispose]()
    }
  } catch (error) {
    if (!isUnavailable(error) || process.env['CI'] === 'true') throw error
    report(`the suite is skipped: ${error.message}`)
    project.provide('homeserver', { available: false, reason: error.message })
    return undefined
  }
}

async function start(): Promise<Synapse | Dendrite> {
  if (implementation === 'dendrite')
    return startDendrite(await provisionDendrite('.cache', report), serverName)
  return startSynapse({
    ...{ serverName, python: await provisionSynapse({ cacheDirectory: '.cache', onProgress: report }) },
  })
}

const isUnavailable = (error: unknown) =>
  error instanceof SynapseUnavailableError || error instanceof DendriteUnavailableError

const report = (line: string) => process.stderr.write(`homeserver: ${line}\n`)
