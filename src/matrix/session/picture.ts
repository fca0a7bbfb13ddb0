import { createHash } from 'node:crypto'
import { at, parseJson, stringAt } from '../client/json.ts'
import { MatrixRequestError } from '../client/request-error.ts'
import type { Requester } from '../client/requester.ts'
import type { UserId } from '../ports/ids.ts'
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
  readonly requester: Requester
  readonly userId: UserId
  /** Undefined if the bot is to have none; one that it did not set itself stays. */
  readonly picture: Picture | undefined
  readonly store: SettingStore
}

/** What was uploaded last. */
interface Uploaded {
  readonly hash: string
  readonly address: string
}

const settingKey = 'picture'

/** Shows the picture in the bot's profile. It is uploaded once, and not worth a failed start. */
export async function ensurePicture(options: PictureOptions): Promise<void> {
  try {
    await show(options)
  } catch (error) {
    if (!(error instanceof MatrixRequestError)) throw error
  }
}

async function show({ requester, userId, picture, store }: PictureOptions): Promise<void> {
  const path = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}/avatar_url`
  const current = await currentAddress(requester, path)
  const uploaded = load(store)
  const isOwn = current !== undefined && current === uploaded?.address
  const write = (address: string) => requester.request({ method: 'PUT', path, body: { avatar_url: address } })
  if (picture === undefined) {
    if (isOwn) await write('')
    return
  }
  if (current !== undefined && !isOwn && !picture.isChosen) return
  const hash = createHash('sha256').update(picture.bytes).digest('hex')
  if (isOwn && uploaded.hash === hash) return
  const address = uploaded?.hash === hash ? uploaded.address : await upload(requester, picture)
  if (address === undefined) return
  store.set(settingKey, JSON.stringify({ hash, address } satisfies Uploaded))
  await write(address)
}

/** Undefined if there is none; homeservers say so with an empty text, without one, or with an error. */
async function currentAddress(requester: Requester, path: string): Promise<string | undefined> {
  try {
    const address = stringAt(await requester.request({ method: 'GET', path }), 'avatar_url')
    return address === '' ? undefined : address
  } catch (error) {
    if (error instanceof MatrixRequestError && error.status === 404) return undefined
    throw error
  }
}

async function upload(
  requester: Requester,
  { bytes: body, type: contentType }: Picture,
): Promise<string | undefined> {
  const path = '/_matrix/media/v3/upload'
  const answer = await requester.request({ method: 'POST', path, body, contentType })
  return stringAt(answer, 'content_uri')
}

function load(store: SettingStore): Uploaded | undefined {
  const raw = parseJson(store.get(settingKey) ?? '')
  const [hash, address] = [at(raw, 'hash'), at(raw, 'address')]
  return typeof hash === 'string' && typeof address === 'string' ? { hash, address } : undefined
}
