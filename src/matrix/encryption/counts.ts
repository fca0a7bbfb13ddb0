import { z } from 'zod'
import type { Notes } from './store/notes.ts'

const undecryptable = 'count/undecryptable'
const withheld = 'count/withheld/'

const count = z.number().int().catch(0)

/** Told by other clients, so an honest one is short; anything else is no code. */
const maxCodeLength = 64

export function countUndecryptable(notes: Notes): void {
  notes.set(undecryptable, count.parse(notes.get(undecryptable)) + 1)
}

export function countWithheld(notes: Notes, code: string): void {
  const key = `${withheld}${/^[\w.-]+$/.test(code) && code.length <= maxCodeLength ? code : 'other'}`
  notes.set(key, count.parse(notes.get(key)) + 1)
}

export function readCounts(notes: Notes): { undecryptable: number; withheld: Record<string, number> } {
  const codes = [...notes.entries(withheld)].map(([code, value]) => [code, count.parse(value)] as const)
  return { undecryptable: count.parse(notes.get(undecryptable)), withheld: Object.fromEntries(codes) }
}
