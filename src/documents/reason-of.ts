const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EISDIR: 'it is a directory',
  EEXIST: 'something else is there',
  ENOTDIR: 'a file stands where a folder should be',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}

/** The operating system's code of an error, as EACCES, or `unknown`. */
export const systemCode = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Why a file or folder could not be used, with the code of the operating system. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error)
  return [code, reasons[code]].filter(Boolean).join(': ')
}
