import { instantiate } from '../../webassembly/instantiate.ts'
import type { Memory } from '../../webassembly/instantiate.ts'

/** So many rows are multiplied at once, so that each weight is read once for all of them. */
export const blockRows = 4
/** So many numbers of a row are multiplied at once. */
export const lane = 8
/** Where the rows begin in the memory, where the sums, and where the weights. */
export const layout = { rows: 0, sums: 131_072, weights: 147_456 } as const

/** The rows of a block, by the local that holds the address of each, with the one that holds its sums. */
const block = { first: 'a', second: 'b', third: 'c', fourth: 'd' } as const

/** For each output, the sums of four rows times its weights. `weights` and `sums` run on from output to output. */
const body = `
loop
  v128.const ${zeros()}
  local.set a
  v128.const ${zeros()}
  local.set b
  v128.const ${zeros()}
  local.set c
  v128.const ${zeros()}
  local.set d
  i32.const 0
  local.set at
  loop
    local.get weights
    i16x8.load8x8_s 0
    local.set eight
    ${Object.entries(block).map(addProducts).join('\n')}
    local.get weights
    i32.const 8
    i32.add
    local.set weights
    local.get at
    i32.const 16
    i32.add
    local.set at
    local.get at
    local.get inputs
    i32.const 2
    i32.mul
    i32.lt_u
    br_if 0
  end
  local.get sums
  ${fold('a', 'b')}
  local.set a
  ${fold('c', 'd')}
  local.set c
  local.get a
  local.get c
  i8x16.shuffle ${lanes(0, 1, 4, 5)}
  local.get a
  local.get c
  i8x16.shuffle ${lanes(2, 3, 6, 7)}
  i32x4.add
  v128.store 0
  local.get sums
  i32.const 16
  i32.add
  local.set sums
  local.get sums
  local.get end
  i32.lt_u
  br_if 0
end`

/** Adds to a row's sums the products of eight of its numbers with eight weights. */
function addProducts([row, sums]: readonly [string, string]): string {
  return `
local.get ${sums}
local.get eight
local.get ${row}
local.get at
i32.add
v128.load 0
i32x4.dot_i16x8_s
i32x4.add
local.set ${sums}`
}

/** Two rows' four sums each become two each: those of the one row in places 0 and 2, those of the other in 1 and 3. */
function fold(one: string, other: string): string {
  return `
local.get ${one}
local.get ${other}
i8x16.shuffle ${lanes(0, 4, 1, 5)}
local.get ${one}
local.get ${other}
i8x16.shuffle ${lanes(2, 6, 3, 7)}
i32x4.add`
}

function zeros(): string {
  return Array.from({ length: 16 }, () => 0).join(' ')
}

/** The bytes of four numbers, chosen from the eight of two vectors. */
function lanes(...numbers: readonly number[]): string {
  return numbers.flatMap((number) => [0, 1, 2, 3].map((byte) => number * 4 + byte)).join(' ')
}

export interface Kernel {
  readonly memory: Memory
  /**
   * @param first where the numbers of the first row begin; those of the others may overlap with them
   * @param end where the sums of the last output end
   */
  readonly multiply: (
    ...parameters: [
      ...[first: number, second: number, third: number, fourth: number],
      ...[weights: number, inputs: number, sums: number, end: number],
    ]
  ) => void
}

/** The one loop in which nearly all of the time goes, on eight numbers at once: ten times as fast as in JavaScript. */
export function createKernel(): Kernel {
  return instantiate({
    name: 'multiply',
    parameters: [...Object.keys(block), 'weights', 'inputs', 'sums', 'end'],
    locals: [
      ['at', 'i32'],
      ['eight', 'v128'],
      ['a', 'v128'],
      ['b', 'v128'],
      ['c', 'v128'],
      ['d', 'v128'],
    ],
    body,
  }) as Kernel
}
