import { loadCore } from '../../cli/load-core.ts'
import type { KnowledgeBase } from '../../knowledge/types.ts'
import { createCoreJudge } from '../evaluate/core-judge.ts'
import { evaluateMessages } from '../evaluate/evaluation.ts'
import type { LabelledMessage } from '../evaluate/labelled-message.ts'

/** Which labelled messages are judged rightly, by their file and id. */
export type Judged = ReadonlyMap<string, { readonly right: boolean; readonly text: string }>

export async function judgeAll(
  messages: readonly LabelledMessage[],
  knowledge: KnowledgeBase,
): Promise<Judged> {
  if (messages.length === 0) return new Map()
  const judge = createCoreJudge(await loadCore(knowledge))
  const { scored } = evaluateMessages(messages, knowledge, judge)
  return new Map(
    scored.map(({ message, right }) => [`${message.file} ${message.id}`, { right, text: message.text }]),
  )
}

/** Tells the person who made a change what it made better or worse. */
export function describeEffect(before: Judged, after: Judged): string {
  if (before.size === 0) return 'No labelled messages to try it on; --messages FILE names some.'
  const changed = [...after].filter(([key, { right }]) => before.get(key)?.right !== right)
  const lines = changed.map(
    ([, { right, text }]) => `  ${right ? 'better' : 'worse '}  ${text.replace(/\s+/gu, ' ').slice(0, 90)}`,
  )
  const better = changed.filter(([, { right }]) => right).length
  return [
    `Labelled messages: ${better} better, ${changed.length - better} worse, of ${after.size}.`,
    ...lines,
  ].join('\n')
}
