type Verdict = 'ok' | 'warning' | 'problem'

/** What one check found, for a person; never a secret. */
export interface Finding {
  readonly verdict: Verdict
  /** What was looked at. */
  readonly about: string
  readonly found: string
  /** What to do about it. */
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
  return (advice === undefined ? line : `${line}. ${advice}`).replaceAll(/\s*\n\s*/g, ' ')
}
