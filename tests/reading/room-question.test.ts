import { describe, expect, it } from 'vitest'
import { toRoomQuestion } from '../../src/reading/room-question.ts'

describe('toRoomQuestion', () => {
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
    expect(toRoomQuestion(text)).toMatchObject({ isQuestion: true, reason: 'question' })
  })

  it.each([
    ['der Drucker steht im Keller', 'nothing-asked'],
    ['Ab morgen ist die Bibliothek geschlossen.', 'nothing-asked'],
    ['wie besprochen steht der Drucker jetzt im Keller', 'nothing-asked'],
    ['geht wieder', 'nothing-asked'],
    ['Wie ihr seht, ist der Drucker weg.', 'nothing-asked'],
    ['Wer Papier braucht, findet es im Keller', 'nothing-asked'],
    ['Haben wir schon geprüft, liegt am Toner.', 'nothing-asked'],
    ['Danke dir!', 'nothing-asked'],
    ['Ticket 4711: "Wo steht der Drucker?" ist zu', 'nothing-asked'],
    ['> <@gast:example.org> wo steht der drucker?\n\nim keller', 'nothing-asked'],
    ['hab der Kollegin erklärt wo der Drucker steht', 'reports-talk'],
    ['Ein Gast wollte wissen, ob der Drucker kopiert.', 'reports-talk'],
    ['Jana, hast du den Drucker gesehen?', 'to-one-person'],
    ['Sag mal Jana, druckt dein Drucker auch in Rosa?', 'to-one-person'],
    ['@jana wo steht der Drucker?', 'to-one-person'],
    ['Frau Busch, können Sie den Drucker reparieren?', 'to-one-person'],
    ['schon wieder Papierstau, ist das euer Ernst?', 'rhetorical'],
    ['Wer baut denn bitte sowas?! echt jetzt', 'rhetorical'],
    ['Dreimal drucken, und dann wundern sich alle über den Toner?', 'rhetorical'],
    ['Wo stand noch mal, wie der Drucker heißt … ah, hab’s schon gefunden', 'settled'],
    ['does anyone know where the printer is? never mind, found it', 'settled'],
    ['Warum weint der Drucker? Weil er Papierstau hat 😂', 'answers-itself'],
    ['hä, was?', 'too-short'],
  ])('does not take %j for one: %s', (text, reason) => {
    expect(toRoomQuestion(text)).toMatchObject({ isQuestion: false, reason })
  })
})
