import type { Requester } from '../../client/requester.ts'
import type { KeyStore } from '../store/key-store.ts'

/** Makes requests only as long as everything that they may depend on is on disk. */
export function guardRequester(requester: Requester, store: KeyStore): Requester {
  return {
    async request(request) {
      await store.settled()
      return requester.request(request)
    },
  }
}
