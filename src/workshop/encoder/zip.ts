import { inflateRawSync } from 'node:zlib'

const endSignature = 0x06054b50
const endLength = 22
const entryLength = 46

/** The files of a ZIP archive that is trusted and whole: one from a package registry, or an array file within. */
export function readZip(archive: Buffer): ReadonlyMap<string, () => Buffer> {
  const end = archive.lastIndexOf(signature(endSignature), archive.length - endLength)
  if (end < 0) throw new Error('this is no ZIP archive')
  const files = new Map<string, () => Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    )
    const name = archive.toString('utf8', at + entryLength, at + entryLength + (nameLength ?? 0))
    const entry = archive.subarray(at, at + entryLength)
    files.set(name, () => readFile(archive, entry))
    at += entryLength + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return files
}

/** @param entry the file's entry in the archive's directory */
function readFile(archive: Buffer, entry: Buffer): Buffer {
  const local = entry.readUInt32LE(42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + entry.readUInt32LE(20))
  return entry.readUInt16LE(10) === 0 ? packed : inflateRawSync(packed)
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
