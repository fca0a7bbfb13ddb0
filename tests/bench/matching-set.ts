import type { KnowledgeBase } from '../../src/knowledge/types.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { aloneWith } from '../../src/workshop/fit/cut-knowledge.ts'
import type { LabelledMessage } from '../../src/workshop/evaluate/labelled-message.ts'
import { readMessages } from '../../src/workshop/evaluate/read-messages.ts'

/** One notice, messages about it to choose settings and thresholds on, and others to measure on. */
export interface MatchingSet {
  readonly title: string
  readonly knowledge: KnowledgeBase
  readonly fit: readonly LabelledMessage[]
  readonly test: readonly LabelledMessage[]
}

const questions = 'tests/fixtures/questions'
const small = (notice: string) => {
  const file = `${questions}/small-${notice}.jsonl`
  return `tests/fixtures/knowledge/small#${notice}=${file}:${file}`
}

/**
 * Hardest first. Small notices have one file only, so what is compared with the bot has its settings chosen on the very messages that
 * it is measured on.
 */
export const defaultSets = [
  small('mailing-lists'),
  small('network-access'),
  `knowledge#softphone=${questions}/real-style-fit.jsonl:${questions}/real-style-held-out.jsonl`,
  `knowledge#softphone=${questions}/real-style-fit.jsonl:${questions}/contrast-held-out.jsonl`,
  `knowledge#softphone=${questions}/real-style-fit.jsonl:${questions}/threads-held-out.jsonl`,
  `knowledge#softphone=${questions}/blind-fit.jsonl:${questions}/blind-held-out.jsonl`,
  `knowledge#softphone=${questions}/dev-fit.jsonl:${questions}/dev-held-out.jsonl`,
]

/**
 * Reads "DIR#NOTICE=FIT[,FIT…]:TEST[,TEST…]": a folder of knowledge, one of its notices, and files of labelled messages.
 *
 * @throws an `Error` that says what is expected
 */
export async function readSet(set: string): Promise<MatchingSet> {
  const [, directory = '', notice = '', fit = '', test = ''] =
    /^([^#=]+)#([^=]+)=([^:]+):(.+)$/.exec(set) ?? []
  if (test === '') throw new Error(`expected DIR#NOTICE=FIT:TEST instead of "${set}"`)
  return {
    title: `${notice}, ${test.replaceAll(/[^,]*\//g, '')}`,
    knowledge: aloneWith(await loadKnowledge(directory), notice),
    fit: await readMessages(fit.split(',')),
    test: await readMessages(test.split(',')),
  }
}
