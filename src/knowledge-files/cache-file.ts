import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Deserializer, Serializer } from 'node:v8'

interface Kept {
  readonly fingerprint: string
  readonly value: unknown
}

/**
 * Changes with what a value is made of, with the code that makes it, and with the runtime that stores it.
 *
 * @param folders below `src`, with all that is in them
 */
export function fingerprintOf(origin: string, folders: readonly string[]): string {
  const hash = createHash('sha256').update(process.version).update(origin)
  for (const folder of folders) {
    const directory = join(import.meta.dirname, '..', folder)
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    for (const file of files.sort()) hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Reads the cached value, if its fingerprint is the same and it can be read. */
export function readKept(file: string, fingerprint: string): unknown {
  try {
    // This program wrote the file itself; one that was tampered with could at worst spoil answers, not run code.
    const kept = unpack(readFileSync(file)) as Kept
    return kept.fingerprint === fingerprint ? kept.value : undefined
  } catch {
    return undefined
  }
}

export async function keep(file: string, fingerprint: string, value: unknown): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, pack({ fingerprint, value } satisfies Kept), { mode: 0o600 })
    renameSync(unfinished, file)
  } catch {
    // A read-only file system is no reason not to answer.
  }
}

export function pack(value: unknown): Buffer {
  const serializer = new Serializer()
  serializer.writeHeader()
  serializer.writeValue(value)
  return serializer.releaseBuffer()
}

/** Each typed array gets memory of its own; `deserialize` of `node:v8` would have many hold on to all of `bytes`. */
export function unpack(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes)
  deserializer.readHeader()
  return deserializer.readValue()
}
