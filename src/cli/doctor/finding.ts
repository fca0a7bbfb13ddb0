type Verdict = 'ok' | 'warning' | 'problem'

/** The result of one check, in words for a person; never a secret. */
export interface Finding {
  readonly verdict: Verdict
  /** The object of the check. */
  readonly about: string
  readonly found: string
  /** Tells the operator how to solve it. */
  readonly advice?: string
}

export const ok = (about: string, found: string): Finding => ({ verdict: 'ok', about, found })

export const warning = (about: string, found: string, advice: string): Finding => ({
  ...{ verdict: 'warning', about, found, advice },
})

export const problem = (about: string, found: string, advice: string): Finding => ({
  ...{ verdict: 'problem', about, found, advice },
})

export const only = (finding: Finding): readonly Finding[] => [finding]

const symbols: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗' }

/** One line. */
export function formatFinding({ verdict, about, found, advice }: Finding): string {
  const line = `${symbols[verdict]} ${verdict.padEnd('warning'.length)}  ${about}: ${found}`
  const end = /[.?!]$/.test(found) ? '' : '.'
  return (advice === undefined ? line : `${line}${end} ${advice}`).replaceAll(/\s*\n\s*/g, ' ')
}
