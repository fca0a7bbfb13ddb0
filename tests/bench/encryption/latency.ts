import type { EncryptedPerson } from '../../homeserver/encryption/encrypted-person.ts'
import { bodyOf } from '../../homeserver/encryption/encrypted-person.ts'
import { percentile } from '../percentile.ts'

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

const answerTimeoutMs = 60_000

/**
 * Milliseconds from the sending of a question until its answer is readable. The arms take turns, each round beginning with
 * another one, so that whatever else the machine does, or the one before has left to do, hits all of them alike.
 */
export async function measureLatencies(
  person: EncryptedPerson,
  arms: readonly Arm[],
  { questions, warmUp }: { readonly questions: number; readonly warmUp: number },
): Promise<readonly Latency[]> {
  const times = new Map<Arm, number[]>(arms.map((arm) => [arm, []]))
  for (let number = -warmUp; number < questions; number += 1) {
    for (const arm of turned(arms, number + warmUp)) {
      const ms = await ask(person, arm, `Frage ${number + warmUp + 1}`)
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
  const number = question.split(' ')[1] ?? ''
  const answered = Promise.withResolvers<number>()
  const timer = setTimeout(() => {
    answered.reject(new Error(`no answer to ${question}`))
  }, answerTimeoutMs)
  const forget = person.onText((room, event) => {
    const isAnswer = room === roomId && event.getSender() === bot && bodyOf(event).endsWith(` ${number}`)
    if (isAnswer) answered.resolve(performance.now())
  })
  try {
    const started = performance.now()
    await person.say(roomId, question)
    return (await answered.promise) - started
  } finally {
    clearTimeout(timer)
    forget()
  }
}
