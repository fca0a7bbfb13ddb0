import { z } from 'zod'

const prefix = 'm.key.verification.'
const requestContent = z.object({ msgtype: z.literal('m.key.verification.request') })

export function isVerificationEvent(type: string, content: unknown): boolean {
  return type.startsWith(prefix) || (type === 'm.room.message' && requestContent.safeParse(content).success)
}

const toDeviceEvent = z.object({ type: z.string().startsWith(prefix), sender: z.string() })

/** Who sent verification messages to the device, among the messages of a sync. */
export function verificationSenders(toDevice: readonly string[]): ReadonlySet<string> {
  const read = toDevice.map((event) => toDeviceEvent.safeParse(JSON.parse(event)))
  return new Set(read.flatMap((result) => (result.success ? [result.data.sender] : [])))
}
