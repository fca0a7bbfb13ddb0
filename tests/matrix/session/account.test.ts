import { expect, it } from 'vitest'
import { createRequester } from '../../../src/matrix/client/requester.ts'
import { setUpAccount } from '../../../src/matrix/session/account.ts'
import { userId } from '../../support/matrix-events.ts'

const namePath = '/_matrix/client/v3/profile/%40bot%3Astaff.test/displayname'
const rulePath = '/_matrix/client/v3/pushrules/global/override/.m.rule.master/enabled'

/** Sets the account up at a homeserver that holds `stored`, by path; returns what was written. */
async function setUp(stored: Readonly<Record<string, object>>) {
  const written = new Map<string, unknown>()
  const fetch = (url: string, { method, body }: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url)
    if (method === 'PUT') written.set(pathname, JSON.parse(body as string))
    const missing = { errcode: 'M_NOT_FOUND' }
    const found = method === 'PUT' ? {} : stored[pathname]
    return Promise.resolve(Response.json(found ?? missing, { status: found === undefined ? 404 : 200 }))
  }
  const requester = createRequester({ homeserverUrl: 'https://staff.test', fetch, accessToken: () => 't' })
  const store = { get: () => undefined, set: () => undefined }
  await setUpAccount({
    ...{ requester, store, userId: userId('bot'), name: 'Hinweisbot', picture: undefined },
  })
  return Object.fromEntries(written)
}

it('gives the account its name and takes its notifications away', async () => {
  const fresh = { [namePath]: { displayname: 'bot' }, [rulePath]: { enabled: false } }
  expect(await setUp(fresh)).toEqual({
    [namePath]: { displayname: 'Hinweisbot' },
    [rulePath]: { enabled: true },
  })
})

it('writes nothing where all is as it should be', async () => {
  const ready = { [namePath]: { displayname: 'Hinweisbot' }, [rulePath]: { enabled: true } }
  expect(await setUp(ready)).toEqual({})
})

it('goes on where the homeserver knows no push rules', async () => {
  expect(await setUp({ [namePath]: { displayname: 'bot' } })).toEqual({
    [namePath]: { displayname: 'Hinweisbot' },
  })
})
