import { functionWords, particles } from './function-words.ts'
import type { Lexicon } from './lexicon.ts'
import { normalize } from './normalize.ts'
import { stem } from './stem.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { Phrase, Word } from './words.ts'

/** Longer texts are cut here: a question has fewer words, and time must stay linear in what people paste. */
const maxWords = 400

/** A word with what the analysis found in it. */
export interface AnalyzedWord {
  readonly text: string
  readonly stem: string
  /** True if the word carries a topic, rather than grammar; a single letter does not. */
  readonly content: boolean
  /** `known`: the knowledge uses it; `corrected` and `compound`: it leads to words that the knowledge uses. */
  readonly status: 'known' | 'corrected' | 'compound' | 'unknown'
  /** Stems of the words it stands for: the corrected spelling or the parts of a compound. */
  readonly expansions: readonly string[]
}

/** All stems that a word stands for; a misspelt word only for those of the corrected one. */
export const stemsOf = ({ status, stem, expansions }: AnalyzedWord): readonly string[] =>
  status === 'corrected' ? expansions : [stem, ...expansions]

export interface Analysis {
  readonly text: string
  readonly words: readonly AnalyzedWord[]
  readonly concepts: ReadonlySet<string>
}

/** Turns text into words, stems and concepts, without particles; the same for what is indexed and what is asked. */
export interface Analyzer {
  analyze(phrase: Phrase): Analysis
}

export function createAnalyzer(lexicon: Lexicon, vocabulary: Vocabulary): Analyzer {
  // The words of a question come again together with what stands before it; they are analysed once.
  const analyzed = new WeakMap<Word, readonly AnalyzedWord[]>()
  const analyze = (word: Word) => {
    const found = analyzed.get(word) ?? word.parts.map((part) => analyzeWord(part, vocabulary))
    analyzed.set(word, found)
    return found
  }
  return {
    analyze({ text, words: all }) {
      const words = all
        .slice(0, maxWords)
        .filter((word) => !particles.has(word.text))
        .flatMap(analyze)
      return { text: normalize(text), words, concepts: conceptsOf(words, lexicon) }
    },
  }
}

function analyzeWord(text: string, vocabulary: Vocabulary): AnalyzedWord {
  const stemmed = stem(text)
  const word = { text, stem: stemmed, content: text.length > 1 && !functionWords.has(text) }
  const parts = vocabulary.split(text)
  if (vocabulary.has(stemmed)) return { ...word, status: 'known', expansions: parts }
  if (parts.length > 0) return { ...word, status: 'compound', expansions: parts }
  const corrected = vocabulary.correct(stemmed)
  if (corrected !== undefined) return { ...word, status: 'corrected', expansions: [corrected] }
  return { ...word, status: 'unknown', expansions: [] }
}

function conceptsOf(words: readonly AnalyzedWord[], lexicon: Lexicon): Set<string> {
  const stems = words.map((word) => word.stem)
  const respelt = words.map((word) =>
    word.status === 'corrected' ? (word.expansions[0] ?? word.stem) : word.stem,
  )
  const parts = words.filter((word) => word.expansions.length > 1).flatMap((word) => word.expansions)
  return new Set([...lexicon.conceptsIn(stems), ...lexicon.conceptsIn(respelt), ...lexicon.conceptsIn(parts)])
}
