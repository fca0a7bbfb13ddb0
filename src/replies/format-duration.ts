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

/** In the largest unit that leaves no rest. */
export function formatMinutes(minutes: number, language: Language): string {
  if (minutes % 1_440 === 0) return formatDays(minutes / 1_440, language)
  if (minutes % 60 === 0) return formatHours(minutes / 60, language)
  const unit = language === 'de' ? ['Minute', 'Minuten'] : ['minute', 'minutes']
  return `${minutes.toLocaleString(language)} ${unit[minutes === 1 ? 0 : 1] ?? ''}`
}
