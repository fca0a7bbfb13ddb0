import { createHmac } from 'node:crypto'
import * as v from '../../documents/valibot.ts'
import type { Synapse } from './synapse.ts'

export interface Account {
  readonly userId: string
  readonly password: string
  readonly accessToken: string
  readonly deviceId: string
}

const nonceAnswer = v.object({ nonce: v.string() })
const accountAnswer = v.object({ user_id: v.string(), access_token: v.string(), device_id: v.string() })

/** Creates an account with Synapse's shared-secret registration, and logs it in. */
export async function registerAccount(
  { url, registrationSecret }: Pick<Synapse, 'url' | 'registrationSecret'>,
  { username, password, displayName }: { username: string; password: string; displayName?: string },
): Promise<Account> {
  const endpoint = `${url}/_synapse/admin/v1/register`
  const { nonce } = v.parse(nonceAnswer, await (await fetch(endpoint)).json())
  const mac = createHmac('sha1', registrationSecret)
    .update([nonce, username, password, 'notadmin'].join('\0'))
    .digest('hex')
  const body = JSON.stringify({ nonce, username, password, mac, admin: false, displayname: displayName })
  const response = await fetch(endpoint, { method: 'POST', body })
  if (!response.ok) throw new Error(`registering ${username}: ${response.status} ${await response.text()}`)
  const answer = v.parse(accountAnswer, await response.json())
  return { userId: answer.user_id, password, accessToken: answer.access_token, deviceId: answer.device_id }
}
