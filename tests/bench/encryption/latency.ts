import type { EncryptedPerson } from '../../homeserver/encryption/encrypted-person.ts'
import { answeredBy } from '../../homeserver/encryption/encrypted-person.ts'
import { nthOf } from '../labelled-questions.ts'
import { percentile } from '../../../src/workshop/evaluate/percentile.ts'

/** A room in which a bot answers, and what is asked there. */
export interface Arm {
  readonly name: string
  readonly roomId: string
  readonly bot: string
}

export interface Latency {
  readonly name: string
  readonly p50: number
  readonly p95: number
}

export interface Questions {
  /** Taken in turn, the same for every arm. */
  readonly asked: readonly string[]
  /** How many of them are measured. */
  readonly questions: number
  readonly warmUp: number
}

const answerTimeoutMs = 60_000

/**
 * Milliseconds from the sending of a question until its answer is readable. The arms take turns, each round beginning with
 * another one, so that whatever else the machine does, or the one before has left to do, hits all of them alike.
 */
export async function measureLatencies(
  person: EncryptedPerson,
  arms: readonly Arm[],
  { asked, questions, warmUp }: Questions,
): Promise<readonly Latency[]> {
  const times = new Map<Arm, number[]>(arms.map((arm) => [arm, []]))
  for (let number = -warmUp; number < questions; number += 1) {
    for (const arm of turned(arms, number + warmUp)) {
      const ms = await ask(person, arm, nthOf(asked, number + warmUp))
      if (number >= 0) times.get(arm)?.push(ms)
    }
  }
  return arms.map((arm) => {
    const measured = times.get(arm) ?? []
    return { name: arm.name, p50: percentile(measured, 0.5), p95: percentile(measured, 0.95) }
  })
}

const turned = (arms: readonly Arm[], by: number): readonly Arm[] => [
  ...arms.slice(by % arms.length),
  ...arms.slice(0, by % arms.length),
]

async function ask(person: EncryptedPerson, { roomId, bot }: Arm, question: string): Promise<number> {
  const answers = new Map<string, number>()
  const arrived = Promise.withResolvers<number>()
  let questionId: string | undefined
  const timer = setTimeout(() => {
    arrived.reject(new Error(`no answer to "${question}"`))
  }, answerTimeoutMs)
  const forget = person.onText((room, event) => {
    const target = event.getSender() === bot && room === roomId ? answeredBy(event) : undefined
    if (target === undefined) return
    answers.set(target, performance.now())
    if (target === questionId) arrived.resolve(performance.now())
  })
  try {
    const started = performance.now()
    questionId = await person.say(roomId, question)
    // The answer may come before the homeserver has confirmed the question.
    return (answers.get(questionId) ?? (await arrived.promise)) - started
  } finally {
    clearTimeout(timer)
    forget()
  }
}
