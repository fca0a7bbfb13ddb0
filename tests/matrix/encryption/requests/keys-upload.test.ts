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

it('sends all but the one-time keys again when nobody knows whether they were taken', async () => {
  const machine = await OlmMachine.initialize(new UserId('@bot:example.org'), new DeviceId('BOT'))
  // Only now the library makes a fallback key.
  await machine.receiveSyncChanges('[]', new DeviceLists(), new Map(), new Set())
  const upload = (await machine.outgoingRequests()).find((request) => request instanceof KeysUploadRequest)
  if (upload === undefined) throw new Error('no keys to upload')
  const notes = new Notes(new MemoryRecords(), [])
  const bodies: string[] = []
  const request = ({ method, path, body }: ApiRequest) => {
    bodies.push(JSON.stringify(body))
    return Promise.reject(new MatrixRequestError({ kind: 'network', method, path }))
  }
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(sendKeysUpload(upload, notes, { request })).rejects.toThrow(MatrixRequestError)
  }
  machine.close()
  const [first, second] = bodies.map((body) => JSON.parse(body) as Record<string, object>)
  expect(Object.keys(first?.['one_time_keys'] ?? {})).toHaveLength(50)
  expect(Object.keys(first?.['fallback_keys'] ?? {})).toHaveLength(1)
  expect({ one_time_keys: first?.['one_time_keys'], ...second }).toEqual(first)
  expect(second).not.toHaveProperty('one_time_keys')
})
