/**
 * The lines of a UTF-8 stream, without their ends and without a byte order mark. Only line feeds end a line, with or
 * without a carriage return: `node:readline` also splits at U+2028, which may stand inside a string of JSON.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let open = ''
  for await (const chunk of chunks) {
    const lines = (open + decoder.decode(chunk, { stream: true })).split('\n')
    open = lines.pop() ?? ''
    yield* lines.map(withoutReturn)
  }
  open += decoder.decode()
  if (open !== '') yield withoutReturn(open)
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)
