import type { Language } from '../knowledge/types.ts'

export function formatHours(number: number, language: Language): string {
  const shown = number.toLocaleString(language)
  if (language === 'de') return `${shown} ${number === 1 ? 'Stunde' : 'Stunden'}`
  return `${shown} ${number === 1 ? 'hour' : 'hours'}`
}

export function formatDays(number: number, language: Language): string {
  const shown = number.toLocaleString(language)
  if (language === 'de') return `${shown} ${number === 1 ? 'Tag' : 'Tage'}`
  return `${shown} ${number === 1 ? 'day' : 'days'}`
}
