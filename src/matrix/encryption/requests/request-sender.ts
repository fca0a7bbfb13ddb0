import {
  KeysQueryRequest,
  KeysUploadRequest,
  SignatureUploadRequest,
  ToDeviceRequest,
  type OlmMachine,
  type OutgoingRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { isRetryable, MatrixRequestError } from '../../client/request-error.ts'
import type { Requester } from '../../client/requester.ts'
import { objectAt } from '../../client/json.ts'
import { isUserId, type UserId } from '../../ports/ids.ts'
import { KeyStoreMismatchError } from '../errors.ts'
import type { Generation } from '../identity/generation.ts'
import type { KeyStore } from '../store/key-store.ts'
import { keysUploadStored, sendKeysUpload } from './keys-upload.ts'
import { assertSignaturesTaken } from './signature-upload.ts'
import { toApiRequest } from './to-api-request.ts'

export interface RequestSenderOptions {
  readonly machine: OlmMachine
  readonly store: KeyStore
  readonly requester: Requester
  readonly generation: Generation
  /** Told about the people for whose devices the homeserver was asked, once the library knows the answer. */
  readonly devicesAsked: (users: ReadonlySet<UserId>) => void
}

/** Sends single requests of the library and gives it the answers. */
export class RequestSender {
  readonly #machine: OlmMachine
  readonly #store: KeyStore
  readonly #requester: Requester
  readonly #generation: Generation
  readonly #devicesAsked: RequestSenderOptions['devicesAsked']

  constructor({ machine, store, requester, generation, devicesAsked }: RequestSenderOptions) {
    this.#machine = machine
    this.#store = store
    this.#requester = requester
    this.#generation = generation
    this.#devicesAsked = devicesAsked
  }

  /**
   * Makes one attempt and returns the answer; `body` is sent in place of the request's own.
   * @throws MatrixRequestError when the request failed; the library will hand it out again.
   */
  async send(request: OutgoingRequest, body?: object): Promise<unknown> {
    if (usesKeysUp(request)) await this.#generation.advance()
    const answer = await this.#answer(request, body)
    if (request.id !== undefined) {
      await this.#machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer))
    }
    await this.#store.settled()
    if (request instanceof KeysUploadRequest) keysUploadStored(this.#store.notes)
    if (request instanceof KeysQueryRequest) {
      const asked = objectAt(JSON.parse(request.body), 'device_keys')
      this.#devicesAsked(new Set(Object.keys(asked).filter(isUserId)))
    }
    return answer
  }

  async #answer(request: OutgoingRequest, body: object | undefined): Promise<unknown> {
    if (request instanceof KeysUploadRequest) {
      return sendKeysUpload(request, this.#store.notes, this.#requester).catch((error: unknown) => {
        throw this.#explainRefusedUpload(error)
      })
    }
    const answer = await this.#requester.request({ ...toApiRequest(request), ...(body && { body }) })
    // The answer is a success even if no signature was taken.
    if (request instanceof SignatureUploadRequest) assertSignaturesTaken(answer)
    return answer
  }

  #explainRefusedUpload(error: unknown): unknown {
    if (!(error instanceof MatrixRequestError && error.status === 400) || isRetryable(error)) return error
    const mismatch = new KeyStoreMismatchError(
      'the homeserver has other one-time keys of this device than the key store',
      'The store is older than the device. Empty the state directory but for the recovery key to get a new one.',
    )
    this.#store.condemn(mismatch)
    return mismatch
  }
}

/** These requests use up what an older copy of the store would use again: ratchets between devices, and one-time keys. */
const usesKeysUp = (request: OutgoingRequest): boolean =>
  request instanceof KeysUploadRequest ||
  (request instanceof ToDeviceRequest && request.event_type === 'm.room.encrypted')
