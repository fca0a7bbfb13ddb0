import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { afterEach, describe, expect, it } from 'vitest'
import { KeyStore } from '../../../../src/matrix/encryption/store/key-store.ts'
import { SqliteCryptoRecords } from '../../../../src/storage/crypto-records.ts'
import { megolmIndex } from '../../../kills/megolm-index.ts'
import { MemoryRecords } from '../../../support/memory-records.ts'

const directories: string[] = []
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true })
})
function stateFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'key-store-'))
  directories.push(directory)
  return join(directory, 'keys.sqlite')
}

const machineOn = (store: KeyStore): Promise<OlmMachine> =>
  OlmMachine.initFromStore(new UserId('@bot:example.org'), new DeviceId('BOT'), store.handle)

describe('the key store', () => {
  it('gives a new process the same device and cross-signing keys', async () => {
    const records = new MemoryRecords()
    const first = await KeyStore.open(records, 'passphrase')
    const machine = await machineOn(first)
    await machine.bootstrapCrossSigning(false)
    const device = machine.identityKeys.ed25519.toBase64()
    const master = (await machine.exportCrossSigningKeys())?.masterKey
    machine.close()
    await first[Symbol.asyncDispose]()

    await using second = await KeyStore.open(records, 'passphrase')
    const again = await machineOn(second)
    expect(first.isFresh).toBe(true)
    expect(second.isFresh).toBe(false)
    expect(again.identityKeys.ed25519.toBase64()).toBe(device)
    expect((await again.exportCrossSigningKeys())?.masterKey).toBe(master)
    again.close()
  })

  it('is refused with another passphrase, and is whole with the right one afterwards', async () => {
    const records = new MemoryRecords()
    const store = await KeyStore.open(records, 'passphrase')
    const machine = await machineOn(store)
    machine.close()
    await store[Symbol.asyncDispose]()
    await expect(KeyStore.open(records, 'another')).rejects.toThrow(/passphrase/)
    await using again = await KeyStore.open(records, 'passphrase')
    expect(again.isFresh).toBe(false)
  })

  it('keeps no readable private key', async () => {
    const records = new MemoryRecords()
    await using store = await KeyStore.open(records, 'passphrase')
    const machine = await machineOn(store)
    await machine.bootstrapCrossSigning(false)
    const master = (await machine.exportCrossSigningKeys())?.masterKey ?? ''
    machine.close()
    expect(master).toHaveLength(43)
    for (const { value } of records.load()) expect(Buffer.from(value).includes(master)).toBe(false)
  })

  it('lets nothing leave any more once a key did not reach the disk', async () => {
    const records = new MemoryRecords()
    await using store = await KeyStore.open(records, 'passphrase')
    const machine = await machineOn(store)
    await store.settled()
    records.failing = true
    await machine.updateTrackedUsers([new UserId('@person:example.org')])
    records.failing = false
    await expect(store.settled()).rejects.toThrow(/could not be written/)
    machine.close()
  })

  it('has on disk whatever it called done, when the process is killed', { timeout: 60_000 }, async () => {
    const file = stateFile()
    for (const lines of [1, 40, 7, 23]) {
      const said = await linesBeforeKill('tracking-process.ts', file, lines)
      using records = new SqliteCryptoRecords(file)
      const store = await KeyStore.open(records, 'passphrase')
      const machine = await machineOn(store)
      const tracked = new Set([...(await machine.trackedUsers())].map((user) => user.toString()))
      expect(said.filter((line) => line.startsWith('@') && !tracked.has(line))).toEqual([])
      expect(said.find((line) => line.startsWith('key '))).toBe(
        `key ${machine.identityKeys.ed25519.toBase64()}`,
      )
      machine.close()
      await store[Symbol.asyncDispose]()
    }
  })

  it(
    'never encrypts twice at one place of a ratchet, however often it is killed',
    { timeout: 60_000 },
    async () => {
      const file = stateFile()
      const places: string[] = []
      for (const lines of [1, 30, 2, 60, 15]) {
        const said = await linesBeforeKill('encrypting-process.ts', file, lines)
        for (const line of said) {
          const { session_id: session, ciphertext } = JSON.parse(line) as Record<string, string>
          places.push(`${session ?? ''} ${megolmIndex(ciphertext ?? '')}`)
        }
      }
      expect(new Set(places).size).toBe(places.length)
      // Each process begins with a key of its own.
      expect(new Set(places.map((place) => place.split(' ')[0])).size).toBe(5)
    },
  )
})

/** The work that a process has called done before it is killed. */
function linesBeforeKill(script: string, file: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), file, 'passphrase'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    if (lines.length === count) child.kill('SIGKILL')
  })
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve(lines)
    })
  })
}
