import type { Reading } from './read-message.ts'

/** How probable it is that an unaddressed message asks everybody in the room, 0..1; 0 if it begins by calling somebody as "@name". */
export function probabilityOfAskingEverybody({ sentences, opening }: Reading): number {
  if (opening.startsWith('@')) return 0
  const own = sentences.filter(({ part }) => part.depth === 0).map(({ purpose }) => purpose)
  const everybody = Math.max(0, ...own.map((purpose) => purpose['asks-everybody']))
  const somebody = Math.max(0, ...own.map((purpose) => purpose['asks-somebody']))
  return everybody * (1 - somebody)
}

/** True if what a message asks is more probably for somebody in particular, by name or as "du", than for whoever reads it. */
export const asksSomebody = ({ sentences }: Reading): boolean => {
  const asked = sentences.filter(({ isAsked, part }) => isAsked && part.depth === 0)
  const sum = (name: 'asks-everybody' | 'asks-somebody') =>
    asked.reduce((total, { purpose }) => total + purpose[name], 0)
  return sum('asks-somebody') > sum('asks-everybody')
}
