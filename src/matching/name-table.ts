/**
 * The numbers of names, without the names: one hash says where to look, a second one whether it is this name (a hash table with
 * open addressing). That one name is taken for another happens once in some thousand million times, and costs a feature, not an
 * answer. Reading a map of the names took half of the time that reading an index takes, and it was three times as large.
 */
export interface NameTable {
  /** 1 + the number of the name at each place, 0 where there is none. The length is a power of two. */
  readonly numbers: Int32Array
  /** Second hashes of the names at the same places. */
  readonly checks: Int32Array
}

/** Primes of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) and, for the second hash, of MurmurHash3. */
const placePrime = 0x01000193
const checkPrime = 0x85ebca6b

/** Numbers the names, which have to differ, from 0. */
export function createNameTable(names: readonly string[]): NameTable {
  // At most half of the places are taken, so that a search soon comes to an empty one.
  const size = 2 ** Math.ceil(Math.log2(2 * names.length + 1))
  const numbers = new Int32Array(size)
  const checks = new Int32Array(size)
  names.forEach((name, number) => {
    let place = firstPlace(name, size)
    while (numbers[place] !== 0) place = (place + 1) % size
    numbers[place] = number + 1
    checks[place] = hash(name, checkPrime)
  })
  return { numbers, checks }
}

export function numberOf(name: string, { numbers, checks }: NameTable): number | undefined {
  const check = hash(name, checkPrime)
  for (let place = firstPlace(name, numbers.length); ; place = (place + 1) % numbers.length) {
    const number = numbers[place] ?? 0
    if (number === 0) return undefined
    if (checks[place] === check) return number - 1
  }
}

function firstPlace(name: string, size: number): number {
  const bits = hash(name, placePrime)
  // The low bits alone depend on little but the last letters.
  return (bits ^ (bits >>> 15)) & (size - 1)
}

function hash(name: string, prime: number): number {
  let bits = 0x811c9dc5 | 0
  for (let i = 0; i < name.length; i++) bits = Math.imul(bits ^ name.charCodeAt(i), prime)
  return bits
}
