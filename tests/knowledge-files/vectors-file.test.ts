import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readVectors, writeVectors } from '../../src/knowledge-files/vectors-file.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const encoderData = Uint8Array.of(1, 2, 3)
const vectors = new Map([
  ['Wo stehen die Server?', Int8Array.of(1, -2, 127)],
  ['Where are the servers?', Int8Array.of(-127, 0, 5)],
])

describe('kept sentence vectors', () => {
  it('are found by their text', async () => {
    using directory = temporaryDirectory()
    await writeVectors(directory.path, encoderData, vectors)
    const known = await readVectors(directory.path, encoderData)
    for (const [text, vector] of vectors) expect(known.get(text)).toEqual(vector)
    expect(known.get('Wo stehen die Server')).toBeUndefined()
  })

  it('of another encoder are not used', async () => {
    using directory = temporaryDirectory()
    await writeVectors(directory.path, encoderData, vectors)
    const known = await readVectors(directory.path, Uint8Array.of(1, 2, 4))
    expect(known.get('Wo stehen die Server?')).toBeUndefined()
  })

  it.each([
    ['is missing', rmSync],
    [
      'is of another kind',
      (file: string) => {
        writeFileSync(file, 'no vectors')
      },
    ],
    [
      'ends too early',
      (file: string) => {
        truncateSync(file, 20)
      },
    ],
  ])('are none if the file %s', async (_, spoil) => {
    using directory = temporaryDirectory()
    await writeVectors(directory.path, encoderData, vectors)
    spoil(path.join(directory.path, 'sentence-vectors.bin'))
    const known = await readVectors(directory.path, encoderData)
    expect(known.get('Wo stehen die Server?')).toBeUndefined()
  })
})
