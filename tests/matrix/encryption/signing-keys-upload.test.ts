import { describe, expect, it } from 'vitest'
import { BrowserApprovalError, IdentityRefusedError } from '../../../src/matrix/encryption/errors.ts'
import { uploadSigningKeys } from '../../../src/matrix/encryption/identity/signing-keys-upload.ts'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import type { Requester } from '../../../src/matrix/client/requester.ts'
import type { UserId } from '../../../src/matrix/ports/ids.ts'

const userId = '@bot:example.org' as UserId
const path = '/_matrix/client/v3/keys/device_signing/upload'

/** Answers one request after the other with these bodies of a 401, and takes what comes after them. */
function asking(...answers: readonly object[]): { requester: Requester; bodies: unknown[] } {
  const left = [...answers]
  const bodies: unknown[] = []
  const requester: Requester = {
    request: ({ body }) => {
      bodies.push(body)
      const answer = left.shift()
      if (answer === undefined) return Promise.resolve({})
      const data = { kind: 'malformed', method: 'POST', path, status: 401, body: answer } as const
      return Promise.reject(new MatrixRequestError(data))
    },
  }
  return { requester, bodies }
}

const passwordFlow = { session: 'abc', flows: [{ stages: ['m.login.password'] }], params: {} }
const keys = { master_key: {} }

describe('the upload of the identity', () => {
  it('goes without authentication where that is allowed', async () => {
    const { requester, bodies } = asking()
    await uploadSigningKeys(requester, keys, { userId, password: undefined })
    expect(bodies).toEqual([keys])
  })

  it('gives the password in the session that the homeserver opened', async () => {
    const { requester, bodies } = asking(passwordFlow)
    await uploadSigningKeys(requester, keys, { userId, password: 'geheim' })
    const identifier = { type: 'm.id.user', user: userId }
    const auth = { type: 'm.login.password', identifier, password: 'geheim', session: 'abc' }
    expect(bodies).toEqual([keys, { ...keys, auth }])
  })

  it.each([{ params: null }, { params: null, completed: [], type: null }, {}])(
    'takes what is left open as nothing: %j',
    async (rest) => {
      const { requester, bodies } = asking({ session: 'abc', flows: passwordFlow.flows, ...rest })
      await uploadSigningKeys(requester, keys, { userId, password: 'geheim' })
      expect(bodies).toHaveLength(2)
    },
  )

  it('stops when the password is wrong or missing, and does not repeat it', async () => {
    const wrong = uploadSigningKeys(asking(passwordFlow, passwordFlow).requester, keys, {
      userId,
      password: 'falsch',
    })
    await expect(wrong).rejects.toThrow(IdentityRefusedError)
    await expect(wrong).rejects.not.toThrow(/falsch/)
    const missing = uploadSigningKeys(asking(passwordFlow).requester, keys, { userId, password: undefined })
    await expect(missing).rejects.toMatchObject({ hint: expect.stringContaining('passwordFile') as string })
  })

  it.each(['m.oauth', 'org.matrix.cross_signing_reset'])(
    'names the address that a person has to open: %s',
    async (stage) => {
      const url = 'https://account.example.org/reset'
      const { requester } = asking({
        session: 'abc',
        flows: [{ stages: [stage] }],
        params: { [stage]: { url } },
      })
      const upload = uploadSigningKeys(requester, keys, { userId, password: 'geheim' })
      await expect(upload).rejects.toThrow(BrowserApprovalError)
      await expect(upload).rejects.toMatchObject({ url, hint: expect.stringContaining(url) as string })
    },
  )
})
