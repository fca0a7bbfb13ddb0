import { beforeEach, describe, expect, it } from 'vitest'
import { at } from '../../../src/matrix/client/json.ts'
import type { ApiRequest } from '../../../src/matrix/client/requester.ts'
import { ensurePicture } from '../../../src/matrix/session/picture.ts'
import type { Picture } from '../../../src/matrix/session/picture.ts'
import { fakeClient } from '../../support/fake-client.ts'

/** The picture that the homeserver shows, and the number of uploads. */
let shown: string | undefined
let uploads: (string | undefined)[]
let settings: Map<string, string>

beforeEach(() => {
  shown = undefined
  uploads = []
  settings = new Map()
})

function answer({ path, body, contentType }: ApiRequest): object {
  if (path.endsWith('/upload')) {
    uploads.push(contentType)
    return { content_uri: `mxc://staff.test/${uploads.length}` }
  }
  if (path.endsWith('/avatar_url')) shown = String(at(body, 'avatar_url'))
  return {}
}

const picture = (content: string, isChosen = false): Picture => ({
  bytes: new TextEncoder().encode(content),
  ...{ type: 'image/png', isChosen },
})

async function show(wanted: Picture | undefined) {
  const store = {
    get: (key: string) => settings.get(key),
    set: (key: string, value: string) => void settings.set(key, value),
  }
  const profile = shown === undefined ? undefined : { avatar_url: shown }
  await ensurePicture({ client: fakeClient(answer), store, profile, picture: wanted })
  return [shown, uploads.length]
}

describe('the picture of the account', () => {
  it('is uploaded once, and anew only when it is another one', async () => {
    expect(await show(picture('a'))).toEqual(['mxc://staff.test/1', 1])
    expect(uploads).toEqual(['image/png'])
    expect(await show(picture('a'))).toEqual(['mxc://staff.test/1', 1])
    expect(await show(picture('b'))).toEqual(['mxc://staff.test/2', 2])
  })

  it('goes when the bot is to have none, and comes back without another upload', async () => {
    await show(picture('a'))
    expect(await show(undefined)).toEqual(['', 1])
    expect(await show(picture('a'))).toEqual(['mxc://staff.test/1', 1])
  })

  it('leaves one alone that somebody else has set, unless the operator chose a file', async () => {
    shown = 'mxc://staff.test/theirs'
    expect(await show(picture('a'))).toEqual(['mxc://staff.test/theirs', 0])
    expect(await show(undefined)).toEqual(['mxc://staff.test/theirs', 0])
    expect(await show(picture('a', true))).toEqual(['mxc://staff.test/1', 1])
  })
})
