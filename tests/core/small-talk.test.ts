import { describe, expect, it } from 'vitest'
import { parseSmallTalk } from '../../src/core/small-talk.ts'
import { toPhrase } from '../../src/language/words.ts'

describe('parseSmallTalk', () => {
  it.each([
    ['Vielen Dank!', 'welcome', 'de'],
    ['Ok, danke dir :)', 'welcome', 'de'],
    ['super, das hilft mir, danke', 'welcome', 'de'],
    ['Nein danke.', 'allRight', 'de'],
    ['thank you very much', 'welcome', 'en'],
    ['Perfekt', 'glad', 'de'],
    ['super, das hilft mir', 'glad', 'de'],
    ['👍', 'glad', 'de'],
    ['👍🏽', 'glad', 'de'],
    ['ok', 'allRight', 'de'],
    ['Okay!', 'allRight', 'de'],
    ['Alles klar.', 'allRight', 'de'],
    ['fertig', 'allRight', 'de'],
    ['nein', 'allRight', 'de'],
    ['Stop!', 'allRight', 'de'],
    ['done', 'allRight', 'en'],
    ['test', 'here', 'de'],
    ['Tschüss!', 'farewell', 'de'],
    ['Schönen Feierabend!', 'likewise', 'de'],
    ['Danke, schönes Wochenende!', 'welcome', 'de'],
    ['Alles klar, dann weiß ich Bescheid.', 'allRight', 'de'],
    ['Danke, das war’s schon.', 'welcome', 'de'],
    ['das meinte ich nicht', 'unclear', 'de'],
    ['Sind Sie eine KI?', 'whatIAm', 'de'],
    ['Sorry!', 'allRight', 'en'],
    ['ja', 'unclear', 'de'],
    ['yes please', 'unclear', 'en'],
    ['2', 'unclear', 'de'],
    ['1️⃣', 'unclear', 'de'],
    ['🤔', 'unclear', 'de'],
    ['???', 'askAgain', 'de'],
    ['…', 'askAgain', 'de'],
    ['Das war leider nicht hilfreich', 'unclear', 'de'],
    ['that was not my question', 'unclear', 'en'],
    ['Vielen Dank für Ihre Mühe, das hat mir weitergeholfen', 'welcome', 'de'],
    ['Verstehe, danke für die Auskunft', 'welcome', 'de'],
    ['thanks that was helpful', 'welcome', 'en'],
    ['was?', 'askAgain', 'de'],
    ['1️⃣ 2️⃣ ✅ 👍 was?', 'askAgain', 'de'],
  ])('takes %j for what is answered by “%s” in %s', (text, answer, language) => {
    expect(parseSmallTalk(toPhrase(text))).toEqual({ answer, language })
  })

  it.each([
    'Danke, und wo stehen die Server?',
    'Ist das ok?',
    'Was kostet das?',
    'Was ist das?',
    'Gut, und was ist das?',
    'Das ist schon sehr schnelle Hilfe',
    'Ich bin fertig mit der Einrichtung',
    'Server',
    'Office 365',
    'ok '.repeat(13),
    '',
    'toString',
    '__proto__',
  ])('leaves all that says more alone: %j', (text) => {
    expect(parseSmallTalk(toPhrase(text))).toBeUndefined()
  })
})
