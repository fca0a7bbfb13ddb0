import type { BotEvents } from '../ports/bot-events.ts'
import { withRetries } from '../client/backoff.ts'
import { isLoggedOut } from '../client/request-error.ts'
import type { MatrixRequestError } from '../client/request-error.ts'
import type { UserId } from '../ports/ids.ts'
import { findAddressFault } from './homeserver-address.ts'
import type { Homeserver } from '../client/client.ts'
import { loginWithPassword, newDeviceId, whoAmI } from './login.ts'
import { loadSession, saveSession, SessionError } from './session.ts'
import type { Session, SettingStore } from './session.ts'

/** Read anew each time they are needed, so that a replaced file counts without a restart. */
export type Credentials =
  | { readonly kind: 'password'; readonly password: () => string }
  | { readonly kind: 'token'; readonly accessToken: () => string }
  /** Only what `login` has stored. */
  | { readonly kind: 'stored' }

export interface SessionKeeperOptions {
  readonly homeserver: Homeserver
  readonly userId: UserId
  readonly credentials: Credentials
  readonly store: SettingStore
  readonly events: Pick<BotEvents, 'loggedIn' | 'loggedOut' | 'waiting'>
  readonly random: () => number
}

/** Gets the session at the start and gets it back when the homeserver ends it. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions
  #session: Session | undefined
  #renewal: Promise<void> | undefined

  constructor(options: SessionKeeperOptions) {
    this.#options = options
  }

  /** Empty until the session is opened. */
  get accessToken(): string {
    return this.#session?.accessToken ?? ''
  }

  /** Tries until the homeserver has given an answer that is final; throws `SessionError` if that is a refusal. */
  async open(): Promise<Session> {
    const { store, userId } = this.#options
    const stored = loadSession(store)
    if (stored !== undefined && stored.userId !== userId) {
      throw new SessionError(
        'the state directory belongs to another account than the configuration names',
        'Correct login.userId, or name another directory in state.directory.',
      )
    }
    const session = await this.#untilAnswered(() => this.#acquire(stored))
    this.#keep(session)
    return session
  }

  /**
   * Gets a new token for the same device, unless there is one already since the request was made that failed. Calls that come
   * while one is under way share it, and `afterwards` with it.
   */
  renew(error: MatrixRequestError, afterwards: () => Promise<void>): Promise<void> {
    if (this.#renewal === undefined && error.refusedToken !== this.accessToken) return Promise.resolve()
    this.#renewal ??= this.#renew(error)
      .then(afterwards)
      .finally(() => {
        this.#renewal = undefined
      })
    return this.#renewal
  }

  async #renew(error: MatrixRequestError): Promise<void> {
    this.#options.events.loggedOut({ soft: error.softLogout })
    const stored = loadSession(this.#options.store)
    if (stored === undefined) throw new SessionError('there is no session', loginHint)
    const dead = stored.accessToken
    const session = await this.#untilAnswered(() => this.#login({ ...stored, accessToken: undefined }, dead))
    this.#keep(session)
    this.#options.events.loggedIn({ deviceId: session.deviceId, again: true })
  }

  async #acquire(stored: Session | undefined): Promise<Session> {
    const { credentials, homeserver } = this.#options
    const given = credentials.kind === 'token' ? credentials.accessToken() : undefined
    const token = given ?? stored?.accessToken
    if (token === undefined) return this.#login(stored, undefined)
    const expected = { userId: this.#options.userId, ...(stored && { deviceId: stored.deviceId }) }
    try {
      return await whoAmI(homeserver, expected, token)
    } catch (error) {
      if (!isLoggedOut(error)) throw error
      this.#options.events.loggedOut({ soft: error.softLogout })
      return await this.#login(stored, token)
    }
  }

  async #login(stored: Session | undefined, dead: string | undefined): Promise<Session> {
    const { credentials, homeserver, store, userId, events } = this.#options
    if (credentials.kind === 'password') {
      // The device is fixed before the login, so that a crash in between doesn't leave a second one behind.
      const session = stored ?? { userId, deviceId: newDeviceId(), accessToken: undefined }
      saveSession(store, { ...session, accessToken: undefined })
      const opened = await loginWithPassword(homeserver, session, credentials.password())
      if (dead === undefined) events.loggedIn({ deviceId: opened.deviceId, again: stored !== undefined })
      return opened
    }
    if (credentials.kind === 'stored') {
      const message =
        dead === undefined
          ? 'there is no session, and nothing to log in with'
          : 'the homeserver does not know the session (any more)'
      throw new SessionError(message, loginHint)
    }
    const token = credentials.accessToken()
    if (token === dead) {
      throw new SessionError(
        'the homeserver does not know the access token (any more)',
        `${tokenAdvice(stored)}.`,
      )
    }
    return whoAmI(homeserver, { userId, ...(stored && { deviceId: stored.deviceId }) }, token)
  }

  #keep(session: Session): void {
    saveSession(this.#options.store, session)
    this.#session = session
  }

  /** Throws `HomeserverAddressError` if a fault is the address's, which waiting would not mend. */
  async #atRightAddress(operation: () => Promise<Session>): Promise<Session> {
    try {
      return await operation()
    } catch (error) {
      throw (await findAddressFault(this.#options.homeserver, error)) ?? error
    }
  }

  #untilAnswered(operation: () => Promise<Session>): Promise<Session> {
    const { homeserver, random, events } = this.#options
    return withRetries(() => this.#atRightAddress(operation), {
      attempts: Number.POSITIVE_INFINITY,
      signal: homeserver.signal,
      random,
      onRetry: (error, retryInMs) => {
        events.waiting({ step: 'login', error, retryInMs })
      },
    })
  }
}

/** Services that hand out tokens make one for any device, if none is named. */
export const tokenAdvice = (stored: Session | undefined) =>
  `Put a new token${stored === undefined ? '' : ` of device ${stored.deviceId}`} into login.accessTokenFile`
const loginHint =
  'Log in with npm run login, or configure login.passwordFile so that the bot can do so by itself.'
