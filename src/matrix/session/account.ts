import type { BotClient } from '../client/client.ts'
import { at } from '../client/json.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { UserId } from '../ports/ids.ts'
import { ensurePicture } from './picture.ts'
import type { PictureOptions } from './picture.ts'

/** The push rule that, once enabled, keeps the account from being notified of anything. */
const masterRulePath = '/_matrix/client/v3/pushrules/global/override/.m.rule.master/enabled'

export interface AccountOptions extends Omit<PictureOptions, 'profile'> {
  readonly userId: UserId
  readonly name: string
}

/**
 * Sees to it that people see the configured name and picture, and that the homeserver doesn't count what the bot has not read: nobody looks at
 * its notifications, but the homeserver would look for one, store and count it with each question.
 */
export async function setUpAccount({ client, userId, name, picture, store }: AccountOptions): Promise<void> {
  await Promise.all([
    unlessRefused(() => ensureSilence(client)),
    unlessRefused(async () => {
      const profile = await profileOf(client, userId)
      await Promise.all([
        unlessRefused(() => ensureName(client, profile, name)),
        unlessRefused(() => ensurePicture({ client, profile, picture, store })),
      ])
    }),
  ])
}

/** Undefined if the account has none. */
async function profileOf(client: BotClient, userId: UserId): Promise<unknown> {
  try {
    return await client.getUserProfile(userId)
  } catch (error) {
    if (error instanceof MatrixRequestError && error.status === 404) return undefined
    throw error
  }
}

async function ensureName(client: BotClient, profile: unknown, name: string): Promise<void> {
  if (at(profile, 'displayname') !== name) await client.setDisplayName(name)
}

async function ensureSilence(client: BotClient): Promise<void> {
  const rule = await client.request({ method: 'GET', path: masterRulePath })
  if (at(rule, 'enabled') === true) return
  await client.request({ method: 'PUT', path: masterRulePath, body: { enabled: true } })
}

/** A profile that can't be set is no reason not to start: the bot answers without it, too. */
async function unlessRefused(step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof MatrixRequestError)) throw error
  }
}
