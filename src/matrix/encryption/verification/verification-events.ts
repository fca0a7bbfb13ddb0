import * as v from '../../../documents/valibot.ts'

const prefix = 'm.key.verification.'
const requestContent = v.object({ msgtype: v.literal('m.key.verification.request'), to: v.string() })

export function isVerificationEvent(type: string, content: unknown): boolean {
  return type.startsWith(prefix) || requestedOf(type, content) !== undefined
}

/** The user that an event of a room asks to take part in a verification; undefined if it is no such request. */
export function requestedOf(type: string, content: unknown): string | undefined {
  const read = type === 'm.room.message' ? v.safeParse(requestContent, content) : undefined
  return read?.success ? read.output.to : undefined
}

/** A step of a verification that has begun, as it came to the device or in a room. */
export interface VerificationMessage {
  readonly sender: string
  readonly type: string
  /** Undefined if the message names none. */
  readonly flowId: string | undefined
}

const toDeviceEvent = v.object({
  type: v.pipe(v.string(), v.startsWith(prefix)),
  sender: v.string(),
  content: v.fallback(v.object({ transaction_id: v.fallback(v.optional(v.string()), undefined) }), {}),
})

/** The verification messages to the device, among the messages of a sync. */
export function verificationMessages(toDevice: readonly string[]): readonly VerificationMessage[] {
  return toDevice.flatMap((event) => {
    const read = v.safeParse(toDeviceEvent, JSON.parse(event))
    if (!read.success) return []
    const { sender, type, content } = read.output
    return [{ sender, type, flowId: content.transaction_id }]
  })
}

const deviceRequest = v.object({
  type: v.literal(`${prefix}request`),
  sender: v.string(),
  content: v.object({ from_device: v.string() }),
})

/** The devices that ask for a verification by a message to the bot's device, each with its owner. */
export function requestingDevices(toDevice: readonly unknown[]): readonly (readonly [string, string])[] {
  return toDevice.flatMap((event) => {
    const read = v.safeParse(deviceRequest, event)
    return read.success ? [[read.output.sender, read.output.content.from_device] as const] : []
  })
}

const relatedContent = v.object({ 'm.relates_to': v.object({ event_id: v.string() }) })

/** The event that began the verification to which this one of a room belongs. */
export function flowOf(content: unknown): string | undefined {
  const read = v.safeParse(relatedContent, content)
  return read.success ? read.output['m.relates_to'].event_id : undefined
}

const expectingSteps: ReadonlySet<string> = new Set(['start', 'accept', 'key', 'mac'])

/** True for messages after which the sender's client waits for an answer. */
export const expectsAnswer = (type: string): boolean => expectingSteps.has(type.slice(prefix.length))

/** True for the message by which somebody says that the emoji are the same. */
export const confirms = (type: string): boolean => type === `${prefix}mac`
