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

/** @returns what the module exports */
export function instantiate(bytes: Uint8Array<ArrayBuffer>): unknown {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
}

const pageBytes = 65_536

/** Makes room for so many bytes; views of the memory must be made anew after it. */
export function reserve(memory: Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
}
