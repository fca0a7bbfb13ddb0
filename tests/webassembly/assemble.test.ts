import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/webassembly/assemble.ts'

describe('assembling a kernel', () => {
  it('gives the bytes of the WebAssembly format', () => {
    const source = {
      name: 'f',
      parameters: ['at'],
      locals: [['v', 'v128']],
      body: `
      local.get at
      v128.load 200
      local.set v
      i32.const -65
      i32.const 64
      i32.lt_u
      br_if 0`,
    } as const
    expect(Buffer.from(assemble(source)).toString('hex')).toBe(
      [
        '0061736d01000000', // magic and version
        '010501' + '60017f00', // one type: takes one i32 and gives nothing
        '03020100', // one function of that type
        '0503010001', // one memory of one page
        '070e02' + '066d656d6f7279' + '0200' + '0166' + '0000', // exports the memory and f
        '0a180116' + '01017b', // one body of 22 bytes, with one v128
        '2000' + 'fd0000c801' + '2101' + '41bf7f' + '41c000' + '49' + '0d00' + '0b',
      ].join(''),
    )
  })

  it('refuses an instruction that it does not know', () => {
    const source = { name: 'f', parameters: [], locals: [], body: 'f64.sqrt' }
    expect(() => assemble(source)).toThrow('f64.sqrt')
  })
})
