import * as v from '../../documents/valibot.ts'
import { withheldCodes } from '../ports/encryption-report.ts'
import type { EncryptionCounts, WithheldCode } from '../ports/encryption-report.ts'
import type { Notes } from './store/notes.ts'

const undecryptable = 'count/undecryptable'
const withheldKey = (code: WithheldCode) => `count/withheld/${code}`

const count = v.fallback(v.pipe(v.number(), v.integer()), 0)

export const toWithheldCode = (code: string): WithheldCode =>
  withheldCodes.find((known) => known === code) ?? 'other'

export function countUndecryptable(notes: Notes): void {
  increment(notes, undecryptable)
}

export function countWithheld(notes: Notes, code: WithheldCode): void {
  increment(notes, withheldKey(code))
}

export function readCounts(notes: Notes): EncryptionCounts {
  return {
    undecryptable: v.parse(count, notes.get(undecryptable)),
    withheld: new Map(withheldCodes.map((code) => [code, v.parse(count, notes.get(withheldKey(code)))])),
  }
}

function increment(notes: Notes, key: string): void {
  notes.set(key, v.parse(count, notes.get(key)) + 1)
}
