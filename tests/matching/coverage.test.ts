import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/language/analyzer.ts'
import { createLexicon, toStems } from '../../src/language/lexicon.ts'
import { createVocabulary } from '../../src/language/vocabulary.ts'
import { toPhrase } from '../../src/language/words.ts'
import { coverageByTarget, usersOfStems } from '../../src/matching/coverage.ts'
import type { Target } from '../../src/matching/match.ts'
import { toPhrasings } from '../../src/matching/targets.ts'
import { declineEntry, faqEntry } from './samples.ts'

const asking = (id: string, ...questions: string[]): Target => ({
  kind: 'entry',
  entry: { ...faqEntry(id, 1), quotes: [], questions: { de: questions, en: [] } },
})

const targets: readonly Target[] = [
  asking('servers', 'Wo stehen die Server?', 'Wo stehen die Rechner von Cisco?'),
  asking('contacts', 'Wo liegen meine Kontakte?'),
  {
    kind: 'decline',
    entry: { ...declineEntry('bikes'), questions: { de: ['Wo steht mein Fahrrad?'], en: [] } },
  },
]
const users = usersOfStems(toPhrasings(targets).map(({ text, target }) => ({ stems: toStems(text), target })))
const stems = new Map([...users].map(([stem, using]) => [stem, using.size]))
const analyzer = createAnalyzer(createLexicon(new Map()), createVocabulary(stems))
const coverage = (text: string) => [
  ...coverageByTarget(analyzer.analyze(toPhrase(text)).words, users, targets.length),
]

describe('coverage', () => {
  it('is the whole of a question whose words all stand in the phrasings of an entry', () => {
    expect(coverage('Stehen die Rechner oder die Server bei Cisco?')[0]).toBe(1)
  })

  it('leaves over what an entry never speaks of, though another does', () => {
    const [servers = 0, contacts = 0, bikes = 0] = coverage('Wo steht das Fahrrad?')
    expect(servers).toBeLessThan(0.5)
    expect(contacts).toBe(0)
    expect(bikes).toBe(1)
  })

  it('leaves over what nobody speaks of', () => {
    expect(coverage('Wo steht das Klavier?')[0]).toBeLessThan(0.5)
  })

  it('sees a word through its misspelling', () => {
    expect(coverage('Wo stehen die Kontaktte?')[1]).toBeGreaterThan(0.5)
  })

  it('is whole for a question without a topic', () => {
    expect(coverage('Und wie?')).toEqual([1, 1, 1])
  })
})
