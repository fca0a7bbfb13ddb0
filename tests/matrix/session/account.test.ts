import { expect, it } from 'vitest'
import { MatrixRequestError } from '../../../src/matrix/client/request-error.ts'
import { setUpAccount } from '../../../src/matrix/session/account.ts'
import { fakeClient } from '../../support/fake-client.ts'
import { userId } from '../../support/matrix-events.ts'

const profilePath = '/_matrix/client/v3/profile/%40bot%3Astaff.test'
const namePath = `${profilePath}/displayname`
const rulePath = '/_matrix/client/v3/pushrules/global/override/.m.rule.master/enabled'

/** Sets the account up at a homeserver that holds `stored`, by path; returns what was written. */
async function setUp(stored: Readonly<Record<string, object>>) {
  const written = new Map<string, unknown>()
  const client = fakeClient(({ method, path, body }) => {
    if (method === 'PUT') written.set(path, body)
    const found = method === 'PUT' ? {} : stored[path]
    if (found !== undefined) return found
    throw new MatrixRequestError({ kind: 'refused', method, path, status: 404, errcode: 'M_NOT_FOUND' })
  })
  const store = { get: () => undefined, set: () => undefined }
  await setUpAccount({
    ...{ client, store, userId: userId('bot'), name: 'Hinweisbot', picture: undefined },
  })
  return Object.fromEntries(written)
}

it('gives the account its name and takes its notifications away', async () => {
  const fresh = { [profilePath]: { displayname: 'bot' }, [rulePath]: { enabled: false } }
  expect(await setUp(fresh)).toEqual({
    [namePath]: { displayname: 'Hinweisbot' },
    [rulePath]: { enabled: true },
  })
})

it('writes nothing where all is as it should be', async () => {
  const ready = { [profilePath]: { displayname: 'Hinweisbot' }, [rulePath]: { enabled: true } }
  expect(await setUp(ready)).toEqual({})
})

it('goes on where the homeserver knows no push rules and no profile of the account', async () => {
  expect(await setUp({})).toEqual({ [namePath]: { displayname: 'Hinweisbot' } })
})
