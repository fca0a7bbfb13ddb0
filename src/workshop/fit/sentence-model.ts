import type { SentenceModel } from '../../reading/sentence-classifier.ts'
import { sentenceClasses } from '../../reading/sentence-classifier.ts'
import type { SentenceClass } from '../../reading/sentence-classifier.ts'
import { openingOf, toSaidSentence } from '../../reading/said-sentence.ts'
import { sentenceFeatures } from '../../reading/sentence-features.ts'
import { trainLogisticRegression } from './logistic-regression.ts'

/** A sentence of a labelled message with its features and what it is for. */
export interface LabelledSentence {
  readonly text: string
  readonly features: ReadonlyMap<string, number>
  readonly label: SentenceClass
}

const labels: Readonly<Record<string, SentenceClass>> = {
  ae: 'asks-everybody',
  as: 'asks-somebody',
  an: 'asks-nobody',
  t: 'tells',
  h: 'hands-on',
  c: 'courtesy',
}
/** Smaller weights, in hundredths, change nothing. */
const minWeight = 20

/**
 * Reads labelled messages: on each line the labels of its sentences, a tab, and the sentences with " | " between them.
 *
 * @throws an `Error` that names the line if a label is unknown or one is missing
 */
export function parseLabelledSentences(file: string, content: string): LabelledSentence[] {
  return content.split('\n').flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return []
    const [codes = '', message = ''] = line.split('\t')
    const classes = codes.split(' ').flatMap((code) => labels[code] ?? [])
    const sentences = message.split(' | ')
    if (classes.length !== sentences.length)
      throw new Error(
        `${file}:${index + 1}: expected one of ${Object.keys(labels).join(', ')} for each sentence`,
      )
    const said = sentences.map((text, i) => ({ ...toSaidSentence(text), label: classes[i] ?? 'tells' }))
    const opening = openingOf(said[0]?.whole)
    // As in a message, a greeting is no neighbour.
    const read = said.filter(({ phrase }) => phrase.words.length > 0)
    return read.map(({ text, label }, i) => ({
      ...{ text, label },
      features: sentenceFeatures(read, i, opening),
    }))
  })
}

/** Trains what `classifySentence` reads: the names of the features, each with its weights in hundredths. */
export function trainSentenceModel(sentences: readonly LabelledSentence[]): SentenceModel {
  const names = [...new Set(sentences.flatMap(({ features }) => [...features.keys()]))]
  const numbers = new Map(names.map((name, number) => [name, number]))
  const examples = sentences.map(({ features, label }) => ({
    label: sentenceClasses.indexOf(label),
    features: Array.from(features.keys(), (name) => numbers.get(name) ?? 0),
    values: [...features.values()],
  }))
  const weights = trainLogisticRegression(examples, sentenceClasses.length, names.length)
  return names.flatMap((name, number) => {
    const row = sentenceClasses.map((_, c) =>
      Math.round(100 * (weights[number * sentenceClasses.length + c] ?? 0)),
    )
    return row.some((weight) => Math.abs(weight) >= minWeight) ? [`${row.join(' ')} ${name}`] : []
  })
}
