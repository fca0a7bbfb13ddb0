import { loadCore } from '../../src/cli/load-core.ts'
import type { JudgingCore } from '../../src/core/core.ts'
import type { Outcome, Persona } from '../../src/replies/types.ts'
import { realKnowledge } from './fixtures.ts'

export const persona: Persona = {
  name: 'Hinweisbot',
  contact: {
    name: { de: 'Servicedesk', en: 'Service desk' },
    url: undefined,
    email: 'servicedesk@tu-dresden.example',
  },
}

/** The core on the knowledge that ships. Its index is kept between runs. */
export const createRealCore = async (): Promise<JudgingCore> => loadCore(await realKnowledge(), { persona })

/** The texts that an outcome quotes as answers, one per question answered. */
export const quotesOf = (outcome: Outcome): string[] =>
  outcome.kind === 'answer'
    ? outcome.answers.map(({ entry }) => entry.quotes.map(({ text }) => text).join(' '))
    : []
