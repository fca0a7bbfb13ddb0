import {
  askForPublicFacts,
  askForRecoverableIdentity,
  readStoredFacts,
} from '../../matrix/encryption/facts.ts'
import type { PublicFacts } from '../../matrix/encryption/facts.ts'
import { readLocalKeys } from '../../matrix/encryption/local-keys.ts'
import type { LocalKeys } from '../../matrix/encryption/local-keys.ts'
import type { BotClient } from '../../matrix/client/client.ts'
import type { UserId } from '../../matrix/ports/ids.ts'
import type { Session } from '../../matrix/session/session.ts'
import { openCryptoRecords } from '../../storage/crypto-records.ts'
import { attempt } from './describe-fault.ts'
import { ok, only, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

const about = 'encryption'
const recoverChapter = 'See the chapter about recovery in docs/operations.md'
const resetAdvice =
  'Give the recovery key of the identity and start the bot again; if it is lost, npm run doctor -- --reset-identity'

export interface KeyStoreToCheck {
  readonly file: string
  /** Undefined if there is no passphrase. */
  readonly passphrase: string | undefined
  readonly session: Session | undefined
}

export interface KeyStoreState {
  readonly findings: readonly Finding[]
  readonly keys: LocalKeys | undefined
}

/** Looks into the key store of a bot that doesn't run. */
export async function checkKeyStore({ file, passphrase, session }: KeyStoreToCheck): Promise<KeyStoreState> {
  using records = openCryptoRecords(file)
  const { hasDevice, roomKeys, encryptedRooms, undecryptable, withheld } = readStoredFacts(records)
  if (!hasDevice) {
    return {
      keys: undefined,
      findings: [warning(about, 'the key store has no device yet', 'The first start makes it')],
    }
  }
  if (passphrase === undefined) {
    const advice = 'Bring back the passphrase file that the store was made with'
    return {
      keys: undefined,
      findings: [problem(about, 'the passphrase of the key store is missing', advice)],
    }
  }
  const keys = session && (await readLocalKeys(records, passphrase, session))
  const opened = keys === undefined ? '' : 'the passphrase opens the key store; '
  return {
    keys,
    findings: [
      ok(about, `${opened}${roomKeys} room key(s), ${encryptedRooms} encrypted room(s)`),
      ...checkCounts(undecryptable, withheld),
    ],
  }
}

/** Both counted since the key store was made, as the metrics count them. */
export function checkCounts(
  undecryptable: number,
  withheld: ReadonlyMap<string, number>,
): readonly Finding[] {
  const codes = [...withheld].filter(([, number]) => number > 0)
  const refused = codes.map(([code, number]) => `${code} ${number}`).join(', ')
  const unread = `${undecryptable} event(s) could not be decrypted so far`
  if (codes.length === 0) return [ok(about, `${unread}; no keys were withheld`)]
  const advice = "See the chapter about what can't be read in docs/operations.md"
  return [warning(about, `${unread}; keys were withheld: ${refused}`, advice)]
}

export interface IdentityToCheck {
  readonly client: BotClient
  readonly userId: UserId
  readonly deviceId: string
  /** Undefined if there is none. */
  readonly recoveryKey: string | undefined
  readonly local: LocalKeys | undefined
}

/** Compares what everybody else sees of the bot's encryption with what the bot has. */
export async function checkIdentity(check: IdentityToCheck): Promise<readonly Finding[]> {
  const { client, userId, deviceId, recoveryKey, local } = check
  const facts = await askForPublicFacts(client, userId, deviceId)
  return [
    ...checkDevice(deviceId, facts, local),
    ...checkMasterKey(facts, local),
    ...(await attempt('recovery', () => checkRecovery(client, facts, recoveryKey), only)),
  ]
}

function checkDevice(deviceId: string, facts: PublicFacts, local: LocalKeys | undefined): readonly Finding[] {
  const { deviceFingerprint, deviceIsSigned, masterKey, oneTimeKeys } = facts
  const device = `device ${deviceId}`
  if (deviceFingerprint === undefined) {
    return [warning(about, `the homeserver has no keys of ${device} yet`, 'Start the bot')]
  }
  if (local !== undefined && local.deviceFingerprint !== deviceFingerprint) {
    return [problem(about, `the homeserver has other keys of ${device} than the key store`, recoverChapter)]
  }
  const keys =
    oneTimeKeys > 0
      ? ok(about, `${oneTimeKeys} one-time keys are left at the homeserver`)
      : warning(about, 'no one-time keys are left at the homeserver', 'A running bot makes new ones')
  return [
    deviceIsSigned
      ? ok(about, `${device} is signed by its owner`)
      : masterKey === undefined
        ? warning(about, `${device} is not signed, as there is no identity to sign it with`, 'Start the bot')
        : problem(about, `${device} is not signed by its owner, so clients warn about it`, resetAdvice),
    keys,
  ]
}

function checkMasterKey({ masterKey }: PublicFacts, local: LocalKeys | undefined): readonly Finding[] {
  if (masterKey === undefined)
    return [warning(about, 'the account has no identity yet', 'The first start makes it')]
  if (local === undefined) return [ok(about, 'the account has an identity')]
  if (local.masterKey === masterKey) return [ok(about, 'the account has an identity, and the bot holds it')]
  return [problem(about, 'the account has an identity that the bot does not hold', resetAdvice)]
}

/** Checks that the operator's recovery key can restore the identity. */
async function checkRecovery(
  client: BotClient,
  { masterKey, secretStorage }: PublicFacts,
  recoveryKey: string | undefined,
): Promise<readonly Finding[]> {
  if (masterKey === undefined) return []
  if (secretStorage !== 'complete') {
    const found = `the account's secret storage is ${secretStorage}`
    return [problem('recovery', found, 'A bot that holds the identity sets that up when it starts')]
  }
  if (recoveryKey === undefined) {
    const advice = 'Keep it where encryption.recoveryKeyFile says, and a copy in a safe place'
    return [warning('recovery', 'secret storage is there, but no recovery key to open it', advice)]
  }
  if ((await askForRecoverableIdentity(client, recoveryKey)) !== masterKey) {
    return [problem('recovery', 'secret storage holds the keys of an earlier identity', resetAdvice)]
  }
  return [ok('recovery', "the recovery key opens secret storage, which holds the account's identity")]
}
