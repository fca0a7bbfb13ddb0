import { MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import { ensurePicture } from './picture.ts'
import type { PictureOptions } from './picture.ts'
import { at } from '../client/json.ts'

/** The push rule that, once enabled, keeps the account from being notified of anything. */
const masterRulePath = '/_matrix/client/v3/pushrules/global/override/.m.rule.master/enabled'

/**
 * Sees to it that people see the configured name and picture, and that the homeserver doesn't count what the bot has not read: nobody looks at
 * its notifications, but the homeserver would look for one, store and count it with each question.
 */
export async function setUpAccount({
  requester,
  userId,
  name,
  picture,
  store,
}: AccountOptions): Promise<void> {
  const namePath = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}/displayname`
  await Promise.all([
    ensure(requester, namePath, 'displayname', name),
    ensure(requester, masterRulePath, 'enabled', true),
    ensurePicture({ requester, userId, picture, store }),
  ])
}

export interface AccountOptions extends PictureOptions {
  readonly name: string
}

/** Writes `value` where something else stands. Not worth a failed start: the bot answers without it, too. */
async function ensure(
  requester: Requester,
  path: string,
  key: string,
  value: string | boolean,
): Promise<void> {
  try {
    const current = await requester.request({ method: 'GET', path })
    if (at(current, key) === value) return
    await requester.request({ method: 'PUT', path, body: { [key]: value } })
  } catch (error) {
    if (!(error instanceof MatrixRequestError)) throw error
  }
}
