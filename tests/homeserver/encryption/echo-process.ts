import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { SqliteCryptoRecords } from '../../../src/storage/crypto-records.ts'
import { readSecretFile, writeSecretFile } from '../../../src/storage/secret-file.ts'
import type { Account } from '../person.ts'
import { EchoDevice } from './echo-device.ts'

// An echo device in a process of its own, to be killed. It says what it hears, on standard output, and stores its place in the
// sync only when everything before it has been answered.
const [directory = '', url = '', accountJson = ''] = process.argv.slice(2)
const account = JSON.parse(accountJson) as Account
const tokenFile = path.join(directory, 'since')
const knownFile = path.join(directory, 'known')
const recoveryFile = path.join(directory, 'recovery-key')
const say = (line: string) => writeSync(1, `${line}\n`)

using records = new SqliteCryptoRecords(path.join(directory, 'keys.sqlite'))
const device = new EchoDevice({
  homeserver: { url, serverName: '', registrationSecret: '' },
  account,
  records,
  retries: 100,
  known: new Set(existsSync(knownFile) ? readFileSync(knownFile, 'utf8').split('\n') : []),
  onAnswered: (body) => {
    appendFileSync(knownFile, `${body}\n`)
    say(`heard ${body}`)
  },
  recoveryKeys: {
    read: () => readSecretFile(recoveryFile),
    write: (key) => {
      writeSecretFile(recoveryFile, key)
    },
  },
  ...(existsSync(tokenFile) && { since: readFileSync(tokenFile, 'utf8') }),
})
await device.prepare()
say('ready')
for (;;) {
  await device.syncOnce(1_000).catch(() => undefined)
  await device.answered()
  for (const { kind } of device.reports.splice(0)) say(`report ${kind}`)
  if (device.parked.size > 0) say('parked')
  if (device.since !== undefined) {
    writeFileSync(`${tokenFile}.new`, device.since, { flush: true })
    renameSync(`${tokenFile}.new`, tokenFile)
  }
}
