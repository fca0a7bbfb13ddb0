import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { BotClient } from '../client/client.ts'
import { at, parseJson, stringAt } from '../client/json.ts'
import type { SettingStore } from './session.ts'

/** A picture for the account's profile. */
export interface Picture {
  readonly bytes: Uint8Array
  /** Media type, e.g. `image/png`. */
  readonly type: string
  /** Chosen by the operator, so that it also takes the place of a picture that the account has got by other ways. */
  readonly isChosen: boolean
}

export interface PictureOptions {
  readonly client: BotClient
  /** The account's profile as the homeserver shows it. */
  readonly profile: unknown
  /** Undefined if the bot is to have none; one that it did not set itself stays. */
  readonly picture: Picture | undefined
  readonly store: SettingStore
}

/** The picture that was uploaded last. */
interface Uploaded {
  readonly hash: string
  readonly address: string
}

const settingKey = 'picture'

/** Shows the picture in the bot's profile. It is uploaded once. */
export async function ensurePicture({ client, profile, picture, store }: PictureOptions): Promise<void> {
  const current = addressIn(profile)
  const uploaded = load(store)
  const isOwn = current !== undefined && current === uploaded?.address
  if (picture === undefined) {
    if (isOwn) await client.setAvatarUrl('')
    return
  }
  if (current !== undefined && !isOwn && !picture.isChosen) return
  const hash = createHash('sha256').update(picture.bytes).digest('hex')
  if (isOwn && uploaded.hash === hash) return
  const address = uploaded?.hash === hash ? uploaded.address : await upload(client, picture)
  if (address === undefined) return
  store.set(settingKey, JSON.stringify({ hash, address } satisfies Uploaded))
  await client.setAvatarUrl(address)
}

/** Undefined if there is none; some homeservers say so with an empty text. */
function addressIn(profile: unknown): string | undefined {
  const address = stringAt(profile, 'avatar_url')
  return address === '' ? undefined : address
}

async function upload(client: BotClient, { bytes, type }: Picture): Promise<string | undefined> {
  const address: unknown = await client.uploadContent(Buffer.from(bytes), type)
  return typeof address === 'string' ? address : undefined
}

function load(store: SettingStore): Uploaded | undefined {
  const raw = parseJson(store.get(settingKey) ?? '')
  const [hash, address] = [at(raw, 'hash'), at(raw, 'address')]
  return typeof hash === 'string' && typeof address === 'string' ? { hash, address } : undefined
}
