import { dockStart } from '@nlpjs/basic'
import { LangDe } from '@nlpjs/lang-de'
import { LangEn } from '@nlpjs/lang-en'

const create =
  ({ languages, settings }) =>
  async (phrasings) => {
    const dock = await dockStart({
      settings: { nlp: { autoSave: false, forceNER: false, languages } },
      use: ['Basic'],
    })
    const container = dock.getContainer()
    container.use(LangDe)
    container.use(LangEn)
    const nlp = dock.get('nlp')
    Object.assign(nlp.settings, settings)
    languages.forEach((language) => nlp.addLanguage(language))
    for (const { entry, language, text } of phrasings) {
      nlp.addDocument(languages.includes(language) ? language : languages[0], text, entry)
    }
    nlp.nluManager.settings.log = false
    nlp.settings.nlu = { log: false, useNoneFeature: true }
    await nlp.train()
    return async (text) => {
      const results = []
      for (const language of languages) results.push(await nlp.process(language, text))
      return results
        .flatMap(({ intent, score, classifications }) =>
          // Below its own threshold, or with too many unknown words, nlp.js says "None".
          intent === 'None' ? [] : (classifications ?? [{ intent, score }]),
        )
        .filter(({ intent }) => intent !== 'None')
        .map(({ intent, score }) => ({ entry: intent, score }))
        .sort((a, b) => b.score - a.score)
    }
  }

/** @type {import('./common.js').Library} */
export const nlpjs = {
  title: 'nlp.js',
  package: '@nlpjs/basic',
  settings: [
    {
      name: 'both languages, threshold .5',
      create: create({ languages: ['de', 'en'], settings: { threshold: 0.5 } }),
    },
    {
      name: 'all as German, threshold .5',
      create: create({ languages: ['de'], settings: { threshold: 0.5 } }),
    },
    { name: 'all as German, threshold 0', create: create({ languages: ['de'], settings: { threshold: 0 } }) },
  ],
}
