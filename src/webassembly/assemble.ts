/** The instructions that the kernels need, by their names in WebAssembly's text format, with the bytes of the binary one. */
const instructions: Readonly<Record<string, readonly number[]>> = {
  loop: [0x03],
  end: [0x0b],
  br_if: [0x0d],
  select: [0x1b],
  'local.get': [0x20],
  'local.set': [0x21],
  'i32.const': [0x41],
  'i32.lt_u': [0x49],
  'i32.add': [0x6a],
  'i32.mul': [0x6c],
  'i32.load': [0x28],
  'v128.load': [0xfd, 0x00],
  'v128.load32_splat': [0xfd, 0x09],
  'i16x8.load8x8_s': [0xfd, 0x01],
  'v128.store': [0xfd, 0x0b],
  'v128.const': [0xfd, 0x0c],
  'i8x16.shuffle': [0xfd, 0x0d],
  'i32x4.add': [0xfd, 0xae, 0x01],
  'i32x4.dot_i16x8_s': [0xfd, 0xba, 0x01],
  'f32x4.add': [0xfd, 0xe4, 0x01],
  'f32x4.mul': [0xfd, 0xe6, 0x01],
}
const emptyBlock = 0x40
const types = { i32: 0x7f, v128: 0x7b } as const
const i32 = types.i32
const functionType = 0x60
const exportedFunction = 0x00
const exportedMemory = 0x02

export interface KernelSource {
  readonly name: string
  /** Names of the parameters, all of them whole numbers; there is no result. */
  readonly parameters: readonly string[]
  readonly locals: readonly (readonly [name: string, type: keyof typeof types])[]
  /** One instruction a line, as in WebAssembly's text format, but memory is addressed by `name offset`. */
  readonly body: string
}

/**
 * A WebAssembly module with one function and its memory. So the kernel is committed as text that can be read and reviewed, and not
 * as bytes, and needs no tool to be built.
 */
export function assemble({ name, parameters, locals, body }: KernelSource): Uint8Array<ArrayBuffer> {
  const names = [...parameters, ...locals.map(([local]) => local)]
  const lines = body.split('\n').map((line) => line.trim())
  const code = lines.filter((line) => line !== '').flatMap((line) => encodeInstruction(line, names))
  const declared = locals.flatMap(([, type]) => [1, types[type]])
  const whole = [...unsigned(locals.length), ...declared, ...code, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[functionType, ...list(parameters.map(() => [i32])), 0]]),
    ...section(3, [[0]]),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...text('memory'), exportedMemory, 0],
      [...text(name), exportedFunction, 0],
    ]),
    ...section(10, [[...unsigned(whole.length), ...whole]]),
  ])
}

function encodeInstruction(line: string, names: readonly string[]): number[] {
  const [word = '', ...operands] = line.split(' ')
  const opcode = instructions[word]
  if (!opcode) throw new Error(`the kernel has an unknown instruction: ${line}`)
  return [...opcode, ...encodeOperands(word, operands, names)]
}

function encodeOperands(word: string, operands: readonly string[], names: readonly string[]): number[] {
  const numbers = operands.map(Number)
  if (word === 'loop') return [emptyBlock]
  if (word.startsWith('local.')) return unsigned(names.indexOf(operands[0] ?? ''))
  // No alignment is promised; the offset is added to the address.
  if (/load|store/.test(word)) return [0, ...unsigned(numbers[0] ?? 0)]
  if (word === 'i32.const') return signed(numbers[0] ?? 0)
  return numbers
}

function section(id: number, entries: readonly (readonly number[])[]): number[] {
  const content = list(entries)
  return [id, ...unsigned(content.length), ...content]
}

function list(entries: readonly (readonly number[])[]): number[] {
  return [...unsigned(entries.length), ...entries.flat()]
}

function text(value: string): number[] {
  return list(Array.from(value, (character) => [character.charCodeAt(0)]))
}

/** Whole numbers of any length, seven bits a byte, the lowest first (LEB128). */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]
}
