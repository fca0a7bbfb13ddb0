/** Encryption cannot be set up or gone on with, and only a person can change that; `hint` says how. Nothing was lost. */
export abstract class EncryptionSetupError extends Error {
  readonly hint: string
  readonly fatal = true

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

/** The key store cannot be used, or may not be used any longer. */
export class CryptoStoreError extends EncryptionSetupError {
  override readonly name: string = 'CryptoStoreError'
}

/** Store, device and homeserver don't belong together. Nothing was sent; a person has to decide. */
export class KeyStoreMismatchError extends CryptoStoreError {
  override readonly name = 'KeyStoreMismatchError'
}

/** The homeserver wants a person to approve the bot's identity in a browser. */
export class BrowserApprovalError extends EncryptionSetupError {
  override readonly name = 'BrowserApprovalError'
  readonly url: string

  constructor(url: string) {
    super(
      "the homeserver wants the bot's identity approved in a browser",
      `Open ${url} as the bot's account, approve, and try again.`,
    )
    this.url = url
  }
}

/** The homeserver would not take the bot's identity, and nobody but the operator can change that. */
export class IdentityRefusedError extends EncryptionSetupError {
  override readonly name = 'IdentityRefusedError'
}

/** The recovery key is not the one of the account's secret storage, or is no recovery key at all. */
export class RecoveryKeyError extends EncryptionSetupError {
  override readonly name = 'RecoveryKeyError'

  constructor(message: string) {
    super(message, 'Correct the recovery key in encryption.recoveryKeyFile or HINWEISBOT_RECOVERY_KEY.')
  }
}

/** Something that encryption depends on could not be had just now. What was to be encrypted waits. */
export class EncryptionUnavailableError extends Error {
  override readonly name = 'EncryptionUnavailableError'
  readonly retryable = true
}

/** The room's encryption is of a kind that the bot cannot do, so it keeps quiet there. */
export class UnsupportedEncryptionError extends Error {
  override readonly name = 'UnsupportedEncryptionError'
  readonly retryable = false
}
