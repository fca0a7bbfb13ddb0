/** One of the demo's people. */
export type PersonName = 'Anna' | 'Ben'

/** Where something is said: in the helpdesk room, or in the person's own conversation with the bot. */
type Place = 'room' | 'direct'

/** The right reaction as it looks from outside. `silence`: nothing at all. */
export type Expectation =
  | { readonly kind: 'quotes'; readonly quotes: readonly string[] }
  | { readonly kind: 'decline'; readonly says: string }
  | { readonly kind: 'silence' }

export interface Scene {
  /** Tells the person who watches why the scene is there. */
  readonly title: string
  readonly place: Place
  readonly person: PersonName
  readonly text: string
  readonly mentionsBot?: true
  readonly expect: Expectation
}

const mail = `---------- Weitergeleitete Nachricht ----------
Von: Carla Beispiel <carla.beispiel@example.org>
An: servicedesk@example.org
Betreff: Fragen zum Softphone

Sehr geehrte Damen und Herren,

seit letzter Woche habe ich statt meines Tischtelefons das Softphone. Warum muss ich mich dort eigentlich zweimal anmelden? Und ist der grüne Punkt, an dem alle sehen, ob ich am Platz bin, von Anfang an eingeschaltet? Außerdem wüsste ich gern, was ein Gespräch ins Ausland kostet.

Mit freundlichen Grüßen
Carla Beispiel
--
Institut für Beispielkunde
Tel. 0351 0000000`

/** Small talk that gets no reaction, and five questions, each put another way. */
export const scenes: readonly Scene[] = [
  {
    title: 'ordinary talk, which the bot leaves alone',
    place: 'room',
    person: 'Ben',
    text: 'Guten Morgen zusammen, ich bin ab heute wieder im Büro.',
    expect: { kind: 'silence' },
  },
  {
    title: 'a question to everybody in the helpdesk room',
    place: 'room',
    person: 'Anna',
    text: 'Wo stehen eigentlich die Server von Webex?',
    expect: { kind: 'quotes', quotes: ['zwei Rechenzentren in der EU, primär in Frankfurt (M.)'] },
  },
  {
    title: 'in English, to the bot by name',
    place: 'room',
    person: 'Ben',
    text: 'Which of my personal data are sent to the Webex cloud?',
    mentionsBot: true,
    expect: { kind: 'quotes', quotes: ['(Name, Vorname, E-Mail-Adresse, TU-Rufnummer)'] },
  },
  {
    title: 'a worry, put in everyday words',
    place: 'direct',
    person: 'Anna',
    text: 'Kann Cisco eigentlich meine Telefonate mithören?',
    expect: {
      kind: 'quotes',
      quotes: ['direkt verschlüsselt von Ihrem Endgerät über die TU-Telefonie-Server'],
    },
  },
  {
    title: 'a question that the notice does not answer',
    place: 'direct',
    person: 'Anna',
    text: 'Wie lange werden meine Anruflisten aufgehoben?',
    expect: { kind: 'decline', says: 'sagt der Hinweis nicht' },
  },
  {
    title: 'a forwarded mail with several questions',
    place: 'direct',
    person: 'Ben',
    text: mail,
    expect: {
      kind: 'quotes',
      quotes: [
        'Die Anmeldung des Softphone-Clients erfolgt zweistufig.',
        'Der Presence-Dienst ist in der Grundeinstellung der WebEx-Nutzenden bei Erstanmeldung deaktiviert',
      ],
    },
  },
]

/** Says how the bot's reaction is wrong; `undefined` if it is right. */
export function findFault(expected: Expectation, reply: string | undefined): string | undefined {
  if (expected.kind === 'silence') return reply === undefined ? undefined : 'an answer where none was wanted'
  if (reply === undefined) return 'no answer'
  const quotation = /^> /m.test(reply)
  switch (expected.kind) {
    case 'quotes': {
      const missing = expected.quotes.find((quote) => !reply.includes(quote))
      return missing === undefined ? undefined : `the answer does not quote "${missing}"`
    }
    case 'decline':
      return !quotation && reply.includes(expected.says)
        ? undefined
        : 'the notice does not answer this, the bot did'
  }
}
