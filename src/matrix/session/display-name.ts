import { isRetryable } from '../http/request-error.ts'
import type { Requester } from '../http/requester.ts'
import type { UserId } from '../ids.ts'
import { stringAt } from '../json.ts'

/** Sees to it that people see the configured name. Not worth a failed start: without it the account's id is shown. */
export async function setDisplayName(requester: Requester, userId: UserId, name: string): Promise<void> {
  const path = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}/displayname`
  try {
    const profile = await requester.request({ method: 'GET', path })
    if (stringAt(profile, 'displayname') === name) return
    await requester.request({ method: 'PUT', path, body: { displayname: name } })
  } catch (error) {
    if (!(error instanceof Error) || (!isRetryable(error) && error.name !== 'MatrixRequestError')) throw error
  }
}
