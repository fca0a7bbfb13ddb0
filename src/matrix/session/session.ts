import { isUserId } from '../ports/ids.ts'
import type { UserId } from '../ports/ids.ts'
import { at, parseJson, stringAt } from '../client/json.ts'

/** A device of the bot's account. The token may be replaced by a new login; the device stays, since the keys belong to it. */
export interface Session {
  readonly userId: UserId
  readonly deviceId: string
  /** Undefined until the first login has succeeded, or after the homeserver has ended the session. */
  readonly accessToken: string | undefined
}

export interface SettingStore {
  get(key: string): string | undefined
  /** On disk when it returns. */
  set(key: string, value: string): void
}

const sessionKey = 'session'
const usedKey = 'session-used-at'

export function loadSession(store: SettingStore): Session | undefined {
  const raw = parseJson(store.get(sessionKey) ?? '')
  const userId = at(raw, 'userId')
  const deviceId = stringAt(raw, 'deviceId')
  if (!isUserId(userId) || deviceId === undefined) return undefined
  return { userId, deviceId, accessToken: stringAt(raw, 'accessToken') }
}

/** User, device and token become durable together, so that no token is ever used with the keys of another device. */
export function saveSession(store: SettingStore, session: Session): void {
  store.set(sessionKey, JSON.stringify(session))
}

/** When the session was last used, in milliseconds since 1970. */
export function loadLastUse(store: SettingStore): number | undefined {
  const value = Number(store.get(usedKey))
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}

export function saveLastUse(store: SettingStore, time: number): void {
  store.set(usedKey, String(time))
}

/** The bot cannot act as its account, and only a person can change that. */
export class SessionError extends Error {
  override readonly name = 'SessionError'
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}
