import { describe, expect, it } from 'vitest'
import { readUtterance } from '../../src/core/utterance.ts'
import { probabilityOfAskingEverybody } from '../../src/reading/room-question.ts'
import { minRoomAnswer } from '../../src/matching/constants.ts'

const asks = (text: string) =>
  probabilityOfAskingEverybody(readUtterance({ text, addressing: 'ambient' })) >= minRoomAnswer

describe('probabilityOfAskingEverybody', () => {
  it.each([
    'Wo steht der neue Drucker?',
    'wo steht der neue drucker',
    'gilt die Hausordnung auch für Gäste',
    'Weiß jemand, ob der Aufzug wieder fährt?',
    'weiß wer ob der aufzug wieder fährt',
    'leute, kurze frage, ist die bibliothek offen',
    'Meine Chefin sagt, Gäste dürfen hier nicht drucken. Stimmt das?',
    'auf wessen konto laufen die kopien',
    'any idea whether the copies are counted',
    'Does anyone know where the printer is?',
    'Wie lange bleibt die Bibliothek offen? Danke!',
    'was muss ich denn bitte beim Ausleihen angeben?',
  ])('takes %j for a question to the room', (text) => {
    expect(asks(text)).toBe(true)
  })

  it.each([
    'der Drucker steht im Keller',
    'Ab morgen ist die Bibliothek geschlossen.',
    'wie besprochen steht der Drucker jetzt im Keller',
    'geht wieder',
    'Wie ihr seht, ist der Drucker weg.',
    'Wer Papier braucht, findet es im Keller',
    'Haben wir schon geprüft, liegt am Toner.',
    'Danke dir!',
    'Ticket 4711: "Wo steht der Drucker?" ist zu',
    '> <@gast:example.org> wo steht der drucker?\n\nim keller',
    'hab der Kollegin erklärt wo der Drucker steht',
    'Ein Gast wollte wissen, ob der Drucker kopiert.',
    'Jana, hast du den Drucker gesehen?',
    'Sag mal Jana, druckt dein Drucker auch in Rosa?',
    '@jana wo steht der Drucker?',
    'Frau Busch, können Sie den Drucker reparieren?',
    'schon wieder Papierstau, ist das euer Ernst?',
    'Wer baut denn bitte sowas?! echt jetzt',
    'Dreimal drucken, und dann wundern sich alle über den Toner?',
    'Wo stand noch mal, wie der Drucker heißt … ah, hab’s schon gefunden',
    'does anyone know where the printer is? never mind, found it',
    'Warum weint der Drucker? Weil er Papierstau hat 😂',
    'hä, was?',
  ])('does not take %j for one', (text) => {
    expect(asks(text)).toBe(false)
  })
})
