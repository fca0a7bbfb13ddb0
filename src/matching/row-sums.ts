import { instantiate } from '../webassembly/instantiate.ts'
import type { Memory } from '../webassembly/instantiate.ts'

/** So many numbers are added at once; rows are as long as a multiple of it. */
export const lane = 4
/** A step is the address of a row and a factor. */
export const stepBytes = 8

const body = `
loop
  local.get steps
  v128.load32_splat 4
  local.set factor
  local.get row
  local.get steps
  i32.load 0
  local.get toRow
  select
  local.set target
  local.get steps
  i32.load 0
  local.get row
  local.get toRow
  select
  local.set source
  local.get target
  local.get rowBytes
  i32.add
  local.set targetEnd
  loop
    local.get target
    local.get target
    v128.load 0
    local.get source
    v128.load 0
    local.get factor
    f32x4.mul
    f32x4.add
    v128.store 0
    local.get source
    i32.const 16
    i32.add
    local.set source
    local.get target
    i32.const 16
    i32.add
    local.set target
    local.get target
    local.get targetEnd
    i32.lt_u
    br_if 0
  end
  local.get steps
  i32.const ${stepBytes}
  i32.add
  local.set steps
  local.get steps
  local.get end
  i32.lt_u
  br_if 0
end`

export interface RowSums {
  readonly memory: Memory
  /**
   * Takes the steps one after another, of which there is at least one. Adds to the row at `row` the factor times that of the step, or, if
   * `toRow` is 0, to that of the step the factor times the one at `row`. Factors and rows are in single precision.
   */
  readonly addRows: (steps: number, end: number, row: number, rowBytes: number, toRow: 0 | 1) => void
}

/** Training a classifier spends nearly all of its time in this loop, which adds four numbers at once. */
export function createRowSums(): RowSums {
  return instantiate({
    name: 'addRows',
    parameters: ['steps', 'end', 'row', 'rowBytes', 'toRow'],
    locals: [
      ['target', 'i32'],
      ['source', 'i32'],
      ['targetEnd', 'i32'],
      ['factor', 'v128'],
    ],
    body,
  }) as RowSums
}
