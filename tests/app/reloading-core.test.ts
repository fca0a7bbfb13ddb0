import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/replies/types.ts'
import { finish } from '../../src/language/steps.ts'
import { ReloadingCore } from '../../src/app/reloading-core.ts'
import type { LoadedCore } from '../../src/app/reloading-core.ts'

const noKnowledge = { notices: [], entries: [], declines: [], lexicon: [] }
const silence: Outcome = { kind: 'ignore', reason: 'empty' }

/** A core that answers with its own name, so to speak. */
function coreOf(name: string, seen: string[]): LoadedCore {
  const respond = () => {
    seen.push(name)
    return silence
  }
  function* respondInSteps(): Generator<undefined, Outcome> {
    yield
    return respond()
  }
  return { core: { respondInSteps, answerWith: respond, offerOther: respond }, knowledge: noKnowledge }
}

function reloading(loads: readonly (() => Promise<string>)[]) {
  const seen: string[] = []
  const told: string[] = []
  const rest = [...loads]
  const core = new ReloadingCore(coreOf('first', seen), {
    load: async () => coreOf((await rest.shift()?.()) ?? 'none left', seen),
    events: {
      knowledgeUsed: () => told.push('used'),
      knowledgeRejected: ({ error }) => told.push(`rejected ${String(error)}`),
    },
    now: () => 0,
  })
  const ask = () => {
    finish(core.respondInSteps({ text: 'x', addressing: 'direct' }))
    return seen.at(-1)
  }
  return { core, told, ask }
}

describe('the reloading core', () => {
  it('answers by the new knowledge as soon as it is found good', async () => {
    const next = Promise.withResolvers<string>()
    const { core, told, ask } = reloading([() => next.promise])
    const reloaded = core.reload()
    expect(ask()).toBe('first')
    next.resolve('second')
    await reloaded
    expect(ask()).toBe('second')
    expect(told).toEqual(['used'])
  })

  it('keeps the earlier knowledge if the new cannot be used, and takes the next that can', async () => {
    const { core, told, ask } = reloading([
      () => Promise.reject(new Error('line 3')),
      () => Promise.resolve('third'),
    ])
    await core.reload()
    expect(ask()).toBe('first')
    expect(told).toEqual(['rejected Error: line 3'])
    await core.reload()
    expect(ask()).toBe('third')
  })

  it('loads once more for changes that come while it loads, however many', async () => {
    const next = Promise.withResolvers<string>()
    const { core, told, ask } = reloading([() => next.promise, () => Promise.resolve('third')])
    const all = [core.reload(), core.reload(), core.reload()]
    next.resolve('second')
    await Promise.all(all)
    expect(ask()).toBe('third')
    expect(told).toEqual(['used', 'used'])
  })

  it('tells nothing of a load that the end interrupts', async () => {
    const next = Promise.withResolvers<string>()
    const { core, told } = reloading([() => next.promise])
    const reloaded = core.reload()
    const disposed = core[Symbol.asyncDispose]()
    next.reject(new Error('aborted'))
    await Promise.all([reloaded, disposed])
    expect(told).toEqual([])
  })
})
