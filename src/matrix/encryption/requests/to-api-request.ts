import {
  KeysClaimRequest,
  KeysQueryRequest,
  KeysUploadRequest,
  RoomMessageRequest,
  SignatureUploadRequest,
  ToDeviceRequest,
  type OutgoingRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import type { ApiRequest } from '../../client/requester.ts'

const client = '/_matrix/client/v3'
const enc = encodeURIComponent

/** How long the homeserver may wait for other homeservers, in milliseconds. */
const federationTimeoutMs = 10_000

/** The call of the client-server API that a request of the library stands for. */
export function toApiRequest(request: OutgoingRequest): ApiRequest {
  const body: unknown = JSON.parse(request.body)
  if (request instanceof KeysUploadRequest) return { method: 'POST', path: `${client}/keys/upload`, body }
  if (request instanceof KeysQueryRequest) {
    return { method: 'POST', path: `${client}/keys/query`, body: withTimeout(body) }
  }
  if (request instanceof KeysClaimRequest) {
    return { method: 'POST', path: `${client}/keys/claim`, body: withTimeout(body) }
  }
  if (request instanceof SignatureUploadRequest) {
    return { method: 'POST', path: `${client}/keys/signatures/upload`, body }
  }
  if (request instanceof ToDeviceRequest) {
    return {
      method: 'PUT',
      path: `${client}/sendToDevice/${enc(request.event_type)}/${enc(request.txn_id)}`,
      body,
    }
  }
  if (request instanceof RoomMessageRequest) {
    const { room_id: roomId, event_type: type, txn_id: transaction } = request
    return {
      method: 'PUT',
      path: `${client}/rooms/${enc(roomId)}/send/${enc(type)}/${enc(transaction)}`,
      body,
    }
  }
  throw new TypeError('the bot makes no backups of room keys')
}

const withTimeout = (body: unknown): object => ({
  timeout: federationTimeoutMs,
  ...(typeof body === 'object' && body),
})
