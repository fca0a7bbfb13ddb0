import { readFileSync } from 'node:fs'
import * as v from '../documents/valibot.ts'

const manifest = v.object({ version: v.string() })

/** The program's version, as package.json has it. */
export const readVersion = (): string =>
  v.parse(manifest, JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version
