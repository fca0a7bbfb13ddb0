const versionAndIndexTag = [0x03, 0x08]

/** How far a room key's ratchet was turned for a message; the ciphertext says so in clear (a version, a tag, a varint). */
export function megolmIndex(ciphertext: string): number {
  const bytes = Buffer.from(ciphertext, 'base64')
  if (!versionAndIndexTag.every((byte, place) => bytes[place] === byte)) throw new Error('no megolm message')
  let index = 0
  for (let place = 2; ; place += 1) {
    const byte = bytes.readUInt8(place)
    index += (byte & 0x7f) * 2 ** (7 * (place - 2))
    if (byte < 0x80) return index
  }
}
