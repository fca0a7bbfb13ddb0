import { describe, expect, it } from 'vitest'
import { readMessage } from '../../src/reading/read-message.ts'

const textsOf = (message: string) => readMessage(message).queries.map((query) => query.text)
const lines = (...all: string[]) => all.join('\n')

describe('readMessage, on a plain question', () => {
  it.each([
    'Wohin werden die Anrufe geleitet?',
    'wohin gehen die anrufe',
    'gilt die regelung auch im home office',
    'are the calls routed abroad',
  ])('returns %j as it stands', (question) => {
    expect(readMessage(question).queries).toMatchObject([
      { text: question, background: { text: '' }, isQuestion: true, isDependent: false },
    ])
  })

  it('returns a statement whole, and says that it asks nothing', () => {
    expect(readMessage('Datenschutz Telefonbuch').queries).toMatchObject([
      { text: 'Datenschutz Telefonbuch', isQuestion: false },
    ])
  })

  it('leaves out the greeting and the thanks', () => {
    expect(textsOf('Hallo zusammen, wohin gehen die Anrufe? Danke und viele Grüße')).toEqual([
      'wohin gehen die Anrufe?',
    ])
  })

  it.each(['', '   ', '\n\n'])('finds nothing in %j', (text) => {
    expect(readMessage(text).queries).toEqual([])
  })

  it.each(['?', '👋', '> ', '---'])('has something to say about %j', (text) => {
    expect(readMessage(text).queries).toHaveLength(1)
  })
})

describe('readMessage, on several questions', () => {
  it('separates questions that one sentence joins, and carries the topic', () => {
    expect(readMessage('Wo stehen die Drucker und sind die Papierfächer gefüllt?').queries).toMatchObject([
      { text: 'Wo stehen die Drucker', background: { text: '' } },
      { text: 'sind die Papierfächer gefüllt?', background: { text: 'Wo stehen die Drucker' } },
    ])
  })

  it.each([
    [
      'Mich interessiert, ob das Papier reicht und wer neues bestellt.',
      ['ob das Papier reicht', 'wer neues bestellt.'],
    ],
    [
      'Ich wüsste gern, wo der Drucker steht sowie wann er repariert wird.',
      ['wo der Drucker steht', 'wann er repariert wird.'],
    ],
    [
      'Could you tell me where the printer is and whether it has paper?',
      ['where the printer is', 'whether it has paper?'],
    ],
    ['Gibt es Papier, und falls ja, wo liegt es?', ['Gibt es Papier', 'falls ja, wo liegt es?']],
    ['wo steht der drucker und ist der laut', ['wo steht der drucker', 'ist der laut']],
    ['wann wird geliefert, wo steht der drucker', ['wann wird geliefert', 'wo steht der drucker']],
    [
      'Wo und wie lange wird das Papier gelagert?',
      ['Wo wird das Papier gelagert?', 'wie lange wird das Papier gelagert?'],
    ],
    [
      'I would like to know how often and when the printer is cleaned.',
      ['how often the printer is cleaned.', 'when the printer is cleaned.'],
    ],
    ['wo liegt das papier und wie lange', ['wo liegt das papier', 'wie lange']],
    [
      'Wer hat den Schlüssel, ist der Keller heute offen?',
      ['Wer hat den Schlüssel', 'ist der Keller heute offen?'],
    ],
    [
      'Wird der Eingang gefilmt, welche Firma wertet die Bilder aus?',
      ['Wird der Eingang gefilmt', 'welche Firma wertet die Bilder aus?'],
    ],
    ['Wo ist der Schlüssel zum Keller? Weiß das jemand?', ['Wo ist der Schlüssel zum Keller?']],
  ])('takes %j apart', (message, expected) => {
    expect(textsOf(message)).toEqual(expected)
  })

  it.each([
    'Kopiert der Drucker beidseitig oder muss man das Blatt wenden?',
    'Welche Drucker und Scanner hat die Fakultät?',
    'Wo finde ich, was mit meinem Auftrag passiert ist?',
    'Kann die Leitung sehen, wie oft und mit wem ich drucke?',
    'Kann der Pförtner sehen, welche Türen offen stehen?',
    'wie ist das mit dem Keller, ist der offen?',
    'Geht das Licht aus, sobald ich gehe?',
    'Wenn der Toner leer ist, wo liegt dann neuer?',
    'If the tray is empty, where do I find more?',
    'Beidseitiger Druck in Farbe, wie wird der eingestellt?',
    'Muss man im Haus (z. B. im Keller, am Drucker von nebenan) einen Schlüssel haben?',
    'where are the keys kept for all colleagues in the other building who are not on the list',
  ])('leaves %j whole', (message) => {
    expect(textsOf(message)).toEqual([message])
  })

  it.each([
    [lines('Uns fehlen Antworten:', '1. Wer druckt?', '2. Wer zahlt?'), ['Wer druckt?', 'Wer zahlt?']],
    [lines('Please tell me:', '- who prints', '- who pays for it'), ['who prints', 'who pays for it']],
    [
      lines('Frage 1: Wer druckt bei euch?', 'Frage 2: Wer zahlt den Toner?'),
      ['Wer druckt bei euch?', 'Wer zahlt den Toner?'],
    ],
    [
      lines('für den Aushang brauche ich', '- die Öffnungszeiten,', '- die Papiergrößen.'),
      ['die Öffnungszeiten', 'die Papiergrößen.'],
    ],
    ['Erstens, wer druckt hier? Zweitens: wer zahlt das?', ['wer druckt hier?', 'wer zahlt das?']],
    [
      'Zu klären: (1) wer druckt hier? (2) wer zahlt den Toner?',
      ['wer druckt hier?', 'wer zahlt den Toner?'],
    ],
    [lines('Q1. Printer location: ____', 'Q2. Paper size: ____'), ['Printer location', 'Paper size']],
  ])('reads the list in %j', (message, expected) => {
    expect(textsOf(message)).toEqual(expected)
  })

  it.each(['Er möchte die Druckauflage wissen.', 'Unsere Gäste wollen den Preis pro Seite wissen.'])(
    'takes %j for a question',
    (message) => {
      expect(readMessage(message).queries).toMatchObject([{ text: message, isQuestion: true }])
    },
  )

  it('takes what offers answers to a question for no further one', () => {
    expect(textsOf('Wo wird gedruckt? Im Keller oder im Büro?')).toEqual(['Wo wird gedruckt?'])
  })

  it('takes each question once', () => {
    expect(textsOf('Wer druckt hier? Wer druckt hier?')).toEqual(['Wer druckt hier?'])
  })
})

describe('readMessage, on a follow-up', () => {
  it('gives the sentence before as its background', () => {
    expect(readMessage('Wir haben jetzt einen Plotter. Und wo steht der?').queries).toMatchObject([
      {
        text: 'Und wo steht der?',
        background: { text: 'Wir haben jetzt einen Plotter.' },
        isQuestion: true,
        isDependent: true,
      },
    ])
  })

  it.each(['Wenn ja, in welcher Farbe?', 'If yes, in which room?'])('points back with %j', (question) => {
    expect(readMessage(`Gibt es einen Plotter? ${question}`).queries[1]).toMatchObject({ isDependent: true })
  })

  it.each(['Gibt es Toner im Keller?', 'Is there toner in the basement?'])(
    'names its own topic in %j',
    (question) => {
      expect(readMessage(question).queries).toMatchObject([{ isDependent: false }])
    },
  )

  it('leaves an earlier question out of the background of one that does not point back', () => {
    expect(
      readMessage('Wer holt den Toner ab? Welche Druckerfarben hat die Bibliothek?').queries[1],
    ).toMatchObject({
      background: { text: '' },
      isDependent: false,
    })
  })

  it('repeats what the sentence says before it asks, if the question needs that', () => {
    expect(textsOf('Plotter im Keller: wem gehört der?')).toEqual(['Plotter im Keller: wem gehört der?'])
  })

  it('gives the subject of the mail where nothing else stands before it', () => {
    expect(readMessage(lines('Betreff: Plotter', '', 'Brauchen wir den?')).queries).toMatchObject([
      { text: 'Brauchen wir den?', background: { text: 'Plotter' }, isDependent: true },
    ])
  })

  it('takes what was told for the question if only help is asked for', () => {
    expect(readMessage('Der Plotter druckt alles in Rosa. Könnt ihr helfen?').queries).toMatchObject([
      { text: 'Der Plotter druckt alles in Rosa.', isQuestion: true },
    ])
  })
})

describe('readMessage, on what is passed on', () => {
  it.each([
    [
      'a mail with headers, signature and disclaimer',
      lines(
        'kannst du das mal übernehmen?',
        '',
        'Von: Materialausgabe',
        'Gesendet: Montag, 3. März 2025 08:00',
        'An: Druckerei',
        'Betreff: Toner',
        '',
        'Sehr geehrte Damen und Herren,',
        'unser Vorrat geht zur Neige. Wann kommt die nächste Lieferung?',
        '',
        'Mit freundlichen Grüßen',
        'Materialausgabe, Zi. 3',
        'Diese E-Mail kann vertrauliche Informationen enthalten.',
      ),
    ],
    [
      'quoting marks around the mail',
      lines(
        'was sagt der Hinweis dazu?',
        '',
        '> Hallo,',
        '> der Toner ist leer. Wann kommt die nächste Lieferung?',
        '> Gruß',
      ),
    ],
    [
      'older answers of the service desk',
      lines(
        'Bot, steht dazu was bei uns?',
        '',
        '> > Am 03.02.2025 schrieb Service Desk:',
        '> > Welchen Drucker meinen Sie?',
        '>',
        '> Den im Keller. Wann kommt die nächste Lieferung?',
      ),
    ],
    [
      'the marks of another program',
      lines(
        'please check',
        '',
        'Begin forwarded message:',
        'From: Store',
        'Subject: Toner',
        '',
        'Hi all,',
        'Wann kommt die nächste Lieferung?',
        '',
        '-- ',
        'The Store',
        'phone 123',
      ),
    ],
    [
      'a chat with the hotline',
      lines(
        '[10:14] Ausgabe: moin',
        '[10:15] Ausgabe: Wann kommt die nächste Lieferung?',
        '[10:16] Hotline: wer fragt das?',
      ),
    ],
    [
      'a ticket',
      lines(
        'Ticket#2025031100001',
        'Queue: Druck',
        'Melder: Ausgabe',
        '',
        'Toner leer. Wann kommt die nächste Lieferung?',
      ),
    ],
    [
      'a table',
      lines(
        '| Feld | Inhalt |',
        '|---|---|',
        '| Melder | Ausgabe |',
        '| Anliegen | Wann kommt die nächste Lieferung? |',
      ),
    ],
    [
      'a reply in Matrix',
      lines('> <@ausgabe:example.org> Wer hat den Toner?', '', 'Wann kommt die nächste Lieferung?'),
    ],
    [
      'a note before the greeting',
      lines('zur Beantwortung, danke!', '', 'Hallo liebes Team,', 'Wann kommt die nächste Lieferung?'),
    ],
  ])('finds the one question in %s', (_, message) => {
    expect(textsOf(message)).toEqual(['Wann kommt die nächste Lieferung?'])
  })

  it('keeps what is asked in every layer of quotation', () => {
    const message = lines(
      '>> Am 03.03.2025 schrieb Ausgabe:',
      '>> Wann kommt der Toner?',
      '>',
      '> Noch etwas: Wer holt den alten ab?',
      '',
      'Was kann ich dem antworten?',
    )
    expect(textsOf(message)).toEqual(['Wann kommt der Toner?', 'Wer holt den alten ab?'])
  })

  it('reads a postscript', () => {
    expect(
      textsOf(lines('Wann kommt der Toner?', '', 'Gruß', 'Ausgabe', '', 'PS: Wer holt den alten ab?')),
    ).toEqual(['Wann kommt der Toner?', 'Wer holt den alten ab?'])
  })
})

describe('readMessage, on the lines of letters', () => {
  const question = 'wo liegen die Akten'

  it.each([
    'From: me@example.org',
    'Von: Lehrstuhl für IT-Support',
    'Von: anna@support.example',
    'Von: Muster, Anna (Bot-Projekt)',
  ])('hears whoever has no more than a part of a name in common with those who answer: %s', (sender) => {
    expect(textsOf(lines('', sender, '', question))).toEqual([question])
  })

  it.each(['Von: Service Desk', 'From: me', 'Am 3.2.2025 schrieb ich:', 'Helpdesk schrieb:'])(
    'leaves out what those who answer wrote: %s',
    (sender) => {
      expect(textsOf(lines('Gilt das noch?', '', sender, question))).toEqual(['Gilt das noch?'])
    },
  )

  it.each(['Status: kann den jemand sehen', 'Raum: wo ist der'])(
    'takes what asks behind a label for a question: %s',
    (line) => {
      expect(textsOf(lines('Guten Tag,', line)).at(-1)).toContain(line.split(': ').at(-1))
    },
  )

  it('takes the initial of a name, or of an abbreviation, for no mark of a list', () => {
    expect(textsOf('i. d. R. gehen wir zu Fuß, ist das erlaubt?')).toEqual([
      'i. d. R. gehen wir zu Fuß, ist das erlaubt?',
    ])
  })

  it('knows a label however its letters are composed', () => {
    expect(textsOf(lines('Priorität: hoch'.normalize('NFD'), question))).toEqual([question])
  })

  it('takes only what names somebody, or a time, for the head of a letter', () => {
    const text = lines('Was wir brauchen, hatte ich geschrieben:', '- den Preis')
    expect(readMessage(text).sentences.map(({ part }) => part.isPassedOn)).toEqual([false, false])
  })
})

describe('readMessage, on what is wanted whatever stands around it', () => {
  it.each([
    ['Hallo, störe ich? Ich wollte fragen, ob der Aufzug fährt.', 'ob der Aufzug fährt.'],
    ['Could someone help me? I need to know where the forms are kept.', 'where the forms are kept.'],
  ])('finds the indirect question of %j', (text, question) => {
    expect(textsOf(text)).toContain(question)
  })

  it('takes the clauses of a series for a question each, and not those within one', () => {
    expect(
      textsOf('Sagen Sie mir bitte, wo die Akten liegen, ob der Raum zu ist und wer den Schlüssel hat.'),
    ).toHaveLength(3)
    expect(textsOf('Ich wüsste gern, ob andere sehen können, wann ich da bin.')).toHaveLength(1)
  })

  it('takes every item of an announced list for a question, and none for the topic of another', () => {
    const { queries } = readMessage(
      lines('Wir bitten um Auskunft zu:', '- Ort der Akten', '- Dauer der Ausleihe?', '- Schlüssel'),
    )
    expect(queries.map(({ text }) => text)).toEqual(['Ort der Akten', 'Dauer der Ausleihe?', 'Schlüssel'])
    expect(queries.every(({ background }) => !background.text.includes('Akten'))).toBe(true)
  })

  it('takes topics with a mark, each in a line of its own, for questions', () => {
    expect(textsOf(lines('Bitte um Antwort:', 'Lagerort?', 'Leihfrist?'))).toEqual([
      'Lagerort?',
      'Leihfrist?',
    ])
  })

  it('takes the cell of a table’s row that asks', () => {
    expect(textsOf('| 1 | Wo liegen die Akten? | Archiv |')).toEqual(['Wo liegen die Akten?'])
  })
})
