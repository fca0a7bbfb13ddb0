import { expect, it } from 'vitest'
import { askedTopic } from '../../src/reading/asked-topic.ts'

it.each([
  ['Steht im Hinweis was zum Personalrat?', 'Personalrat?'],
  ['Steht da was zu Chat drin?', 'Chat?'],
  ['Habt ihr Infos zum Thema Chat?', 'Chat?'],
  ['Gibt es Infos zu den Servern', 'den Servern?'],
  ['Infos zur Datenübertragung in die USA', 'Datenübertragung in die USA?'],
  ['What does the notice say about encryption?', 'encryption?'],
  ['Any info on Outlook?', 'Outlook?'],
])('is what a text is asked about: %s', (question, topic) => {
  expect(askedTopic(question)).toBe(topic)
})

it.each([
  'Was steht im Hinweis?',
  'Infos bitte',
  'Gibt es eine Verbindung zu Matrix?',
  'Wie kommen Daten zu Cisco?',
  'Gibt es Hinweise zum Datenschutz, die der Vereinbarung beigefügt sind?',
  'Steht was zu?',
  '',
])('is the question itself otherwise: %s', (question) => {
  expect(askedTopic(question)).toBe(question)
})
