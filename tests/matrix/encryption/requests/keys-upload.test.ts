import {
  DeviceId,
  DeviceLists,
  KeysUploadRequest,
  OlmMachine,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm'
import { expect, it } from 'vitest'
import { sendKeysUpload } from '../../../../src/matrix/encryption/requests/keys-upload.ts'
import { Notes } from '../../../../src/matrix/encryption/store/notes.ts'
import { MatrixRequestError } from '../../../../src/matrix/client/request-error.ts'
import type { ApiRequest } from '../../../../src/matrix/client/requester.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

type Body = Readonly<Record<string, object>>

/** Attempts to upload a new device's keys, each of which ends as `answer` says; returns the bodies. */
async function upload(attempts: number, answer: (request: ApiRequest, number: number) => Promise<unknown>) {
  const machine = await OlmMachine.initialize(new UserId('@bot:example.org'), new DeviceId('BOT'))
  // Only now the library makes a fallback key.
  await machine.receiveSyncChanges('[]', new DeviceLists(), new Map(), new Set())
  const upload = (await machine.outgoingRequests()).find((request) => request instanceof KeysUploadRequest)
  if (upload === undefined) throw new Error('no keys to upload')
  const notes = new Notes(new MemoryRecords(), [])
  const bodies: Body[] = []
  const request = (asked: ApiRequest) =>
    answer(asked, bodies.push(JSON.parse(JSON.stringify(asked.body)) as Body))
  const outcomes: unknown[] = []
  for (let attempt = 0; attempt < attempts; attempt++)
    outcomes.push(await sendKeysUpload(upload, notes, { request }).catch((error: unknown) => error))
  machine.close()
  return { bodies, outcomes }
}

function expectAllButOneTimeKeysAgain([first, second]: readonly Body[]) {
  expect(Object.keys(first?.['one_time_keys'] ?? {})).toHaveLength(50)
  expect(Object.keys(first?.['fallback_keys'] ?? {})).toHaveLength(1)
  expect({ one_time_keys: first?.['one_time_keys'], ...second }).toEqual(first)
  expect(second).not.toHaveProperty('one_time_keys')
}

it('sends all but the one-time keys again when nobody knows whether they were taken', async () => {
  const { bodies, outcomes } = await upload(2, ({ method, path }) =>
    Promise.reject(new MatrixRequestError({ kind: 'network', method, path })),
  )
  expectAllButOneTimeKeysAgain(bodies)
  for (const outcome of outcomes) expect(outcome).toBeInstanceOf(MatrixRequestError)
})

it('sends all but the one-time keys when the homeserver has enough of them, and takes its answer', async () => {
  const counts = { one_time_key_counts: { signed_curve25519: 500 } }
  const { bodies, outcomes } = await upload(1, ({ method, path }, number) =>
    number === 1
      ? Promise.reject(
          new MatrixRequestError({
            ...{ kind: 'refused', method, path, status: 400, errcode: 'M_TOO_LARGE' },
          }),
        )
      : Promise.resolve(counts),
  )
  expectAllButOneTimeKeysAgain(bodies)
  expect(outcomes).toEqual([counts])
})
