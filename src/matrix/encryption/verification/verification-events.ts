import { z } from 'zod'

const prefix = 'm.key.verification.'
const requestContent = z.object({ msgtype: z.literal('m.key.verification.request'), to: z.string() })

export function isVerificationEvent(type: string, content: unknown): boolean {
  return type.startsWith(prefix) || requestedOf(type, content) !== undefined
}

/** Whom an event of a room asks to take part in a verification; undefined if it is no such request. */
export function requestedOf(type: string, content: unknown): string | undefined {
  const read = type === 'm.room.message' ? requestContent.safeParse(content) : undefined
  return read?.data?.to
}

/** A step of a verification that has begun, as it came to the device or in a room. */
export interface VerificationMessage {
  readonly sender: string
  readonly type: string
  /** Undefined if the message names none. */
  readonly flowId: string | undefined
}

const toDeviceEvent = z.object({
  type: z.string().startsWith(prefix),
  sender: z.string(),
  content: z.object({ transaction_id: z.string().optional().catch(undefined) }).catch({}),
})

/** The verification messages to the device, among the messages of a sync. */
export function verificationMessages(toDevice: readonly string[]): readonly VerificationMessage[] {
  return toDevice.flatMap((event) => {
    const { data } = toDeviceEvent.safeParse(JSON.parse(event))
    if (data === undefined) return []
    return [{ sender: data.sender, type: data.type, flowId: data.content.transaction_id }]
  })
}

const relatedContent = z.object({ 'm.relates_to': z.object({ event_id: z.string() }) })

/** The event that began the verification to which this one of a room belongs. */
export const flowOf = (content: unknown): string | undefined =>
  relatedContent.safeParse(content).data?.['m.relates_to'].event_id

const expectingSteps: ReadonlySet<string> = new Set(['start', 'accept', 'key', 'mac'])

/** True for messages after which the sender's client waits for an answer. */
export const expectsAnswer = (type: string): boolean => expectingSteps.has(type.slice(prefix.length))
