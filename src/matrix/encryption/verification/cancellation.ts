import { randomUUID } from 'node:crypto'
import { RoomMessageRequest, type ToDeviceRequest } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { ApiRequest } from '../../client/requester.ts'
import type { RoomId, UserId } from '../../ports/ids.ts'

/** Why the bot ends a verification, for the other client; codes are those of the specification. */
export interface Cancellation {
  readonly code: 'm.user' | 'm.unknown_method' | 'm.unknown_transaction'
  /** For people, in English as all clients write it. */
  readonly reason: string
}

export const noSas: Cancellation = {
  code: 'm.unknown_method',
  reason: 'The bot can only compare emoji.',
}

export const ownSession: Cancellation = {
  code: 'm.user',
  reason: 'The bot does not verify further sessions of its own account.',
}

const unknownFlow: Cancellation = {
  code: 'm.unknown_transaction',
  reason: 'The bot does not know this verification any more. Please start it again.',
}

/** The library's own cancellation, which knows one reason only, with a better one. */
export function withReason(
  request: RoomMessageRequest | ToDeviceRequest,
  cancellation: Cancellation,
): object {
  const body: unknown = JSON.parse(request.body)
  return request instanceof RoomMessageRequest
    ? { ...asObject(body), ...cancellation }
    : {
        messages: mapValues(asObject(body)['messages'], (devices) =>
          mapValues(devices, (content) => ({ ...asObject(content), ...cancellation })),
        ),
      }
}

/** Ends a verification that the library knows nothing of, e.g. since it began before a restart. */
export function cancelUnknown(user: UserId, flowId: string, roomId: RoomId | undefined): ApiRequest {
  const type = 'm.key.verification.cancel'
  const client = '/_matrix/client/v3'
  if (roomId !== undefined) {
    return {
      method: 'PUT',
      path: `${client}/rooms/${encodeURIComponent(roomId)}/send/${type}/${randomUUID()}`,
      body: { ...unknownFlow, 'm.relates_to': { rel_type: 'm.reference', event_id: flowId } },
    }
  }
  // Only some messages name the sender's device.
  const content = { ...unknownFlow, transaction_id: flowId }
  return {
    method: 'PUT',
    path: `${client}/sendToDevice/${type}/${randomUUID()}`,
    body: { messages: { [user]: { '*': content } } },
  }
}

type JsonObject = Readonly<Record<string, unknown>>

const asObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

const mapValues = (value: unknown, change: (inner: unknown) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value)).map(([key, inner]) => [key, change(inner)]))
