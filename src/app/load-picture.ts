import { readFileSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { reasonOf } from '../documents/reason-of.ts'
import type { Picture } from '../matrix/session/picture.ts'

/** Drawn for this program; the drawing lies beside it as an SVG file. */
const ownFile = new URL('../matrix/session/avatar.png', import.meta.url)

/** Far more than a small picture has; homeservers take some megabytes at least. */
const maxBytes = 1_000_000

/** The picture that `avatar` in the configuration names: `own`, `none`, or a file. Throws `ConfigError`. */
export function loadPicture(avatar: string): Picture | undefined {
  if (avatar === 'none') return undefined
  if (avatar === 'own') return { bytes: readFileSync(ownFile), type: 'image/png', isChosen: false }
  const bytes = read(avatar)
  const type = typeOf(bytes)
  if (type === undefined) throw problem(avatar, 'is neither a PNG nor a JPEG picture')
  if (bytes.length > maxBytes) throw problem(avatar, `has more than ${maxBytes} bytes`)
  return { bytes, type, isChosen: true }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw problem(file, `cannot be read (${reasonOf(error)})`)
  }
}

const problem = (file: string, message: string) =>
  new ConfigError([{ file, line: 1, column: 1, path: 'avatar', message }])

function typeOf([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47) return 'image/png'
  return a === 0xff && b === 0xd8 && c === 0xff ? 'image/jpeg' : undefined
}
