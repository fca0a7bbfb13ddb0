import { describe, expect, it } from 'vitest'
import { askForPublicFacts } from '../../../src/matrix/encryption/facts.ts'
import { askForOwnKeys } from '../../../src/matrix/encryption/identity/own-keys.ts'
import { assertSignaturesTaken } from '../../../src/matrix/encryption/requests/signature-upload.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'
import { fakeClient } from '../../support/fake-client.ts'

const userId = '@bot:example.org' as UserId

/** Answers with the body for whichever path ends so; nothing else exists. */
const answering = (bodies: Readonly<Record<string, unknown>>) =>
  fakeClient(({ method, path }) => {
    const found = Object.entries(bodies).find(([ending]) => path.endsWith(ending))
    if (found !== undefined) return found[1]
    throw new MatrixRequestError({ kind: 'refused', method, path, status: 404, errcode: 'M_NOT_FOUND' })
  })

/** Homeservers send these where there is nothing to say. */
const nothings = [
  {},
  { device_keys: null, master_keys: null, self_signing_keys: null, failures: null },
  { device_keys: { [userId]: null }, master_keys: { [userId]: null }, self_signing_keys: {}, unknown: [1] },
]

describe('an answer that leaves optional things open', () => {
  it.each(nothings)('is an account without keys: %j', async (body) => {
    const own = await askForOwnKeys(answering({ '/keys/query': body }), userId, 'DEVICE')
    expect(own).toEqual({ deviceFingerprint: undefined, hasIdentity: false })
  })

  it.each(nothings)('is an account without public facts: %j', async (body) => {
    const client = answering({ '/keys/query': body, '/keys/upload': { one_time_key_counts: null } })
    expect(await askForPublicFacts(client, userId, 'DEVICE')).toEqual({
      ...{ deviceFingerprint: undefined, deviceIsSigned: false, masterKey: undefined },
      ...{ secretStorage: 'absent', oneTimeKeys: 0 },
    })
  })

  it.each([{}, { failures: null }, { failures: {} }])('refuses no signature: %j', (body) => {
    expect(() => {
      assertSignaturesTaken(body)
    }).not.toThrow()
  })
})
