import type { LoadedConfig } from './load-config.ts'

export interface Doubt {
  readonly found: string
  readonly advice: string
}

/** Warns, at the start and in doctor, of settings that are allowed but hardly meant. */
export function doubtsAbout({
  privacy,
  delivery,
}: Pick<LoadedConfig, 'privacy' | 'delivery'>): readonly Doubt[] {
  const { retentionHours } = privacy
  const { maxAgeHours } = delivery
  if (retentionHours >= maxAgeHours) return []
  const found = `privacy.retentionHours (${retentionHours}) is less than delivery.maxAgeHours (${maxAgeHours}), so a question may be answered twice after an outage`
  return [{ found, advice: 'Raise privacy.retentionHours, or lower delivery.maxAgeHours' }]
}
