import type { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { BotClient } from '../client/client.ts'
import type { EncryptionReporter } from '../ports/encryption-report.ts'
import type { PrepareOptions } from '../ports/encryption.ts'
import type { UserId } from '../ports/ids.ts'
import { AccountData } from './identity/account-data.ts'
import { Generation } from './identity/generation.ts'
import { Identity } from './identity/identity.ts'
import type { RecoveryKeys } from './identity/identity.ts'
import { SecretStorage } from './identity/secret-storage.ts'
import { GuardedClient } from './requests/guarded-client.ts'
import { OutgoingQueue } from './requests/outgoing-queue.ts'
import { RequestSender } from './requests/request-sender.ts'
import { RoomEncryptor } from './rooms/room-encryptor.ts'
import type { KeySharing } from './rooms/room-encryptor.ts'
import { RoomMembers } from './rooms/room-members.ts'
import { RoomStates } from './rooms/room-state.ts'
import { SharedKeys } from './rooms/shared-keys.ts'
import type { KeyStore } from './store/key-store.ts'
import { Verifications } from './verification/verifications.ts'

export interface CryptoClientOptions {
  readonly client: BotClient
  /** Closed together with the client. May still be opening. */
  readonly store: Promise<KeyStore>
  readonly recoveryKeys: RecoveryKeys
  /** For homeservers that ask for it before they take an identity. */
  readonly password: () => string | undefined
  readonly sharing: KeySharing
  /** How long room keys are kept that are out of use, in milliseconds. */
  readonly retentionMs: number
  /** True if this machine's clock is known to be the homeserver's. */
  readonly isClockRight: () => boolean
  readonly reporter: EncryptionReporter
  /** Between 0 and 1. */
  readonly random: () => number
}

/** These parts can only be made when user and device are known, and their keys have been opened. */
export interface CryptoParts {
  readonly self: { readonly userId: UserId; readonly deviceId: string }
  readonly machine: OlmMachine
  readonly store: KeyStore
  readonly queue: OutgoingQueue
  readonly states: RoomStates
  readonly members: RoomMembers
  readonly shared: SharedKeys
  readonly encryptor: RoomEncryptor
  readonly identity: Identity
  readonly generation: Generation
  readonly verifications: Verifications
}

/** The keys of one device, opened. */
interface OpenKeys {
  readonly machine: OlmMachine
  readonly store: KeyStore
  /** Ends what the parts wait for. */
  readonly signal: AbortSignal
}

export function assembleParts(
  { machine, store, signal }: OpenKeys,
  options: CryptoClientOptions,
  { userId, deviceId, verificationNews }: PrepareOptions,
): CryptoParts {
  const self = { userId, deviceId }
  const { reporter, random, sharing, recoveryKeys, password } = options
  const client = new GuardedClient(options.client, store)
  const accountData = new AccountData(client)
  const generation = new Generation(accountData, store, self.deviceId)
  const members = new RoomMembers(client)
  const shared = new SharedKeys(members)
  const sender = new RequestSender({
    ...{ machine, store, requester: client, generation },
    devicesAsked: (users) => {
      shared.devicesChanged(users)
    },
  })
  const onRefused = (error: unknown) => {
    reporter.report({ kind: 'request-refused', error })
  }
  const queue = new OutgoingQueue({ machine, sender, random, onRefused })
  const states = new RoomStates(store.notes, client)
  const encryptor = new RoomEncryptor({ machine, store, sender, queue, states, members, shared, sharing })
  const secretStorage = new SecretStorage(accountData)
  const identity = new Identity({
    ...{ machine, sender, requester: client, secretStorage, recoveryKeys, password },
    ...self,
  })
  const verifications = new Verifications({
    ...{ machine, members, sender, requester: client, reporter, random },
    ...{ self: self.userId, signal },
    kick: () => {
      queue.kick()
    },
    onNews: verificationNews,
  })
  const rooms = { states, members, shared, encryptor }
  return { self, machine, store, queue, ...rooms, identity, generation, verifications }
}
