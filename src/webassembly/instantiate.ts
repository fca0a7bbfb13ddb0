import { assemble } from './assemble.ts'
import type { KernelSource } from './assemble.ts'

/** Pages of 64 KiB. */
export interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** Part of every JavaScript runtime; its types come with those of browsers only, which would allow too much here. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** @returns the function by its name, and its `memory` */
export function instantiate(source: KernelSource): unknown {
  return new WebAssembly.Instance(new WebAssembly.Module(assemble(source))).exports
}

const pageBytes = 65_536

/** Makes room for so many bytes; views of the memory must be made anew after it. */
export function reserve(memory: Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
}
