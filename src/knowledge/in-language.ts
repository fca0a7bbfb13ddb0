import type { Bilingual, FaqEntry, Language } from './types.ts'

/** The text for readers of a language, in the other one if it is missing. */
export const inLanguage = (text: Bilingual, language: Language): string =>
  language === 'en' ? (text.en ?? text.de) : text.de

/** The example question that stands for an entry in lists; an entry without any is called by its topic. */
export function leadingQuestion(
  { questions, topic }: Pick<FaqEntry, 'questions' | 'topic'>,
  language: Language,
): string {
  return questions[language][0] ?? questions.de[0] ?? questions.en[0] ?? inLanguage(topic, language)
}
