export interface ErrorDescription {
  readonly error: string
  readonly kind?: string
  readonly status?: number
  readonly errcode?: string
  /** Code of what kept an answer from coming, such as ECONNREFUSED. */
  readonly reason?: string
  readonly address?: string
  /** Through which it was asked in vain. */
  readonly proxy?: string
  readonly at?: string
}

const maxFrames = 4

/**
 * Makes of an error what a log may say: its class, the data of a failed request, and where it was thrown. Not its message: that of a
 * parser, say, repeats what it could not parse.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { error: typeof error }
  const kind = own(error, 'kind')
  const status = own(error, 'status')
  const errcode = own(error, 'errcode')
  const reason = own(error, 'reason')
  const address = own(error, 'address')
  const proxy = own(error, 'proxy')
  const request = {
    ...(typeof kind === 'string' && { kind }),
    ...(typeof status === 'number' && { status }),
    ...(typeof errcode === 'string' && { errcode }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof address === 'string' && { address }),
    ...(typeof proxy === 'string' && { proxy }),
  }
  return Object.keys(request).length > 0
    ? { error: error.name, ...request }
    : { error: error.name, at: frames(error) }
}

const own = (error: Error, key: string): unknown => Object.getOwnPropertyDescriptor(error, key)?.value

function frames({ stack = '' }: Error): string {
  const lines = stack.split('\n').filter((line) => /^ {4}at /.test(line))
  return lines
    .slice(0, maxFrames)
    .map((line) => line.trim())
    .join(' < ')
}
