import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/replies/types.ts'
import type { Addressing } from '../../src/core/utterance.ts'
import { realKnowledge } from '../support/fixtures.ts'
import { createRealCore, quotesOf } from '../support/real-core.ts'
import { outline } from '../support/replies.ts'
import { isAnsweredBy, plainQuestions } from '../support/written-questions.ts'

const core = await createRealCore()
const hear = (text: string, addressing: Addressing) => core.respond({ text, addressing })
const lines = (outcome: Outcome) => (outcome.kind === 'ignore' ? [] : outline(outcome.reply))

/** Words that only the passage meant has in it. */
const passage = {
  agreement: 'Dienstvereinbarung mit dem Personalrat',
  devices: 'alle am TK-System betriebenen Endgeräte',
  usa: 'EU-U.S. Data Privacy Framework',
  servers: 'primär in Frankfurt (M.) und sekundär in Amsterdam',
  encrypted: 'verschlüsselt',
  dataSent: '(Name, Vorname, E-Mail-Adresse, TU-Rufnummer)',
  login: 'DFN-AAI (Shibboleth)',
  calls: 'nicht über die WebEx-Cloud',
  outlook: 'nur lokal auf dem Client-PC',
  presence: 'bei Erstanmeldung deaktiviert',
  matrix: 'Matrix oder\u00a0Big Blue Button',
}

describe('staff who name what everybody speaks about', () => {
  it.each([
    ['Wo stehen beim Softphone die Server?', 'direct', passage.servers],
    ['Weiß jemand, wo die Server vom Softphone stehen?', 'ambient', passage.servers],
    ['Wird bei WebEx mein Outlook-Adressbuch hochgeladen?', 'direct', passage.outlook],
    ['Ist die grüne Lampe im neuen Softphone von Anfang an an?', 'direct', passage.presence],
    ['which data does cisco get from us at TU Dresden', 'direct', passage.dataSent],
  ] as const)('get from %j to the passage', (text, addressing, expected) => {
    expect(quotesOf(hear(text, addressing)).join()).toContain(expected)
  })

  it('get the same from every written question', async () => {
    const { entries, declines } = await realKnowledge()
    const written = [...entries, ...declines.filter(({ notice }) => notice !== undefined)]
    const asked = written.flatMap((entry) =>
      plainQuestions(entry, 2).map((text) => ({
        id: entry.id,
        text: text.replace(/\?$/, ' beim Softphone?'),
      })),
    )
    const answering = new Set(entries.map(({ id }) => id))
    const right = asked.filter(({ id, text }) => {
      const outcome = hear(text, 'direct')
      return answering.has(id) ? isAnsweredBy(outcome, id) : outcome.kind === 'decline'
    })
    expect(asked.length).toBeGreaterThan(100)
    expect(right.length / asked.length).toBeGreaterThan(0.95)
  })
})

describe('staff in a hurry, with typing errors', () => {
  it.each([
    ['wo stehn den die sever von webx', passage.servers],
    ['wird mein outlook adresbuch in die claud hochgeladen', passage.outlook],
    ['ist des verschlüselt was ich da rede', passage.encrypted],
    ['wie meld ich mich da an, mit shibolet oder zih login??', passage.login],
    ['is der grüne punkt automatisch an', passage.presence],
    ['geht das telefonat selber auch über die wolke von cisco', passage.calls],
    ['hat der persoanlrat zugestimt', passage.agreement],
    ['WELCHE DATEN GEHEN AN CISCO', passage.dataSent],
  ])('get from %j to the passage', (text, expected) => {
    expect(quotesOf(hear(text, 'direct')).join()).toContain(expected)
  })
})

describe('the staff council and data protection people', () => {
  it.each([
    [
      'Existiert für den Dienst Telefonie eine Dienstvereinbarung mit der Personalvertretung?',
      passage.agreement,
    ],
    ['Erfasst die Vereinbarung auch Softphones oder nur klassische Endgeräte?', passage.devices],
    ['Auf welcher Rechtsgrundlage werden personenbezogene Daten in die USA übermittelt?', passage.usa],
    ['Welche Kategorien personenbezogener Daten werden an die WebEx-Cloud übermittelt?', passage.dataSent],
    ['Ist der Anwesenheitsstatus standardmäßig ausgeschaltet?', passage.presence],
  ])('get from %j to the passage', (text, expected) => {
    expect(quotesOf(hear(text, 'direct')).join()).toContain(expected)
  })

  it.each([
    ['Nach welcher Frist werden die Verbindungsdaten gelöscht?'],
    ['Wer ist Datenschutzbeauftragter?'],
    ['Was kostet ein Headset?'],
    ['Wie richte ich eine Rufumleitung ein?'],
    ['Wie wird das Wetter morgen?'],
  ])('are told that the notice does not answer %j', (text) => {
    expect(hear(text, 'direct').kind).toBe('decline')
  })

  it('are told what is missing and whom to ask, in short', () => {
    const [gap, contact, ...more] = lines(hear('Wie lange werden die Chats gespeichert?', 'direct'))
    expect(gap).toMatch(/^Wie lange .* sagt der Hinweis nicht\.$/)
    expect(more).toEqual([])
    expect(contact).toContain('[servicedesk@tu-dresden.example](mailto:servicedesk@tu-dresden.example)')
  })
})

describe('a support agent who forwards a ticket', () => {
  const ticket = hear(
    [
      'Von: Beispiel, Kim <kim.beispiel@tu-dresden.example>',
      'An: Servicedesk',
      'Betreff: Fragen zum Softphone',
      '',
      'Liebes Team,',
      '',
      'wir ziehen nächste Woche um und bekommen dann das Softphone. Im Kollegium gibt es ein paar Sorgen:',
      '',
      '1. Wo werden die Daten von WebEx gespeichert?',
      '2. Wird mein Outlook-Adressbuch in die Cloud geladen?',
      '3. Was kostet ein Headset?',
      '',
      'Viele Grüße',
      'Kim Beispiel',
      '-- ',
      'Professur für Beispiele',
      'Tel. 0351 000000',
    ].join('\n'),
    'direct',
  )

  it('gets an answer to each question that the notice answers, in their order', () => {
    const [servers, outlook, ...rest] = quotesOf(ticket)
    expect(servers).toContain(passage.servers)
    expect(outlook).toContain(passage.outlook)
    expect(rest).toEqual([])
  })

  it('reads each question above its answer, or above what the notice leaves open', () => {
    const reply = lines(ticket)
    expect(reply.filter((line) => line.startsWith('# '))).toEqual([
      '# Wo werden die Daten von WebEx gespeichert?',
      '# Wird mein Outlook-Adressbuch in die Cloud geladen?',
      '# Was kostet ein Headset?',
    ])
    expect(reply.at(-2)).toBe('Zu Headsets und Zubehör sagt der Hinweis nichts.')
  })

  it('may quote the mail', () => {
    const quoted = hear(
      'Kannst du das beantworten?\n\n> Hallo Hotline,\n> ich habe das neue WebEx installiert. Läuft das Telefonat selbst auch über die Cloud?\n> Und wer sieht meinen Status?\n> Danke!',
      'direct',
    )
    expect(quotesOf(quoted).map((quote) => quote.includes(passage.calls))).toEqual([true, false])
    expect(quotesOf(quoted)[1]).toContain(passage.presence)
  })

  it('gets the same quote only once', () => {
    const twice = hear(
      'Wo stehen die Server von WebEx? Und in welchem Land liegt das Rechenzentrum von Cisco?',
      'direct',
    )
    expect(quotesOf(twice)).toHaveLength(1)
  })

  it('does not lose the subject of a mail that has its question there', () => {
    const short = hear('Betreff: Serverstandort WebEx\n\nMit freundlichen Grüßen\nKim Beispiel', 'direct')
    expect(quotesOf(short).join()).toContain(passage.servers)
  })
})

describe('who asks in English', () => {
  it.each([
    ['Where are the Webex servers located?', passage.servers],
    ['Does Webex upload my Outlook contacts to the cloud?', passage.outlook],
    ['which personal data do you send to cisco', passage.dataSent],
    ['Do my phone calls go through the Webex cloud?', passage.calls],
    ['Is it connected to Matrix or BigBlueButton?', passage.matrix],
  ])('gets from %j to the German passage, framed in English', (text, expected) => {
    const outcome = hear(text, 'direct')
    expect(quotesOf(outcome).join()).toContain(expected)
    expect(lines(outcome)[0]).toBe('The notice says (in German):')
  })

  it('is declined in English', () => {
    expect(lines(hear('Can I forward calls to my mobile?', 'direct')).at(-1)).toMatch(/^Please ask: /)
  })
})

describe('talk in a room', () => {
  it.each([
    'Guten Morgen zusammen!',
    'Kommt heute jemand mit in die Mensa?',
    'Bei mir geht das WLAN nicht.',
    '@anna kannst du dir das Ticket ansehen?',
    'Danke, hat geklappt :)',
    'Ich hab gehört, die Server stehen in Frankfurt.',
    'Wer soll da noch durchblicken?',
    'Wo finde ich die Raumliste?',
    'Braucht noch jemand ein Headset?',
    'Was kostet eigentlich ein Headset?',
    'hilfe',
    '👍',
    '?',
  ])('gets no reaction: %j', (text) => {
    expect(hear(text, 'ambient').kind).toBe('ignore')
  })

  it.each([
    ['Wo stehen eigentlich die Server von Webex?', passage.servers],
    ['Weiß jemand, ob Telefonate mit dem Softphone verschlüsselt sind?', passage.encrypted],
    ['Kann mir wer sagen, welche Daten an Cisco gehen?', passage.dataSent],
  ])('gets an answer if it is a question to everybody that the notice answers: %j', (text, expected) => {
    expect(quotesOf(hear(text, 'ambient')).join()).toContain(expected)
  })
})

describe('who mentions the bot', () => {
  it.each([
    '@softphone-bot wo stehen die Server von Webex?',
    'Softphone-Bot: wo stehen die Server von Webex?',
    'Helpdesk: wo stehen die Server von Webex?',
    'Wo stehen die Server von Webex, @bot?',
  ])('is answered whatever the bot is called: %j', (text) => {
    expect(quotesOf(hear(text, 'mention')).join()).toContain(passage.servers)
  })

  it.each([
    '@bot',
    '',
    '@bot Danke!',
    'Softphone-Bot: 🙈',
    '@bot wie wird das Wetter?',
    '@bot Mittag?',
    '@bot ?',
  ])('always gets a reaction: %j', (text) => {
    expect(lines(hear(text, 'mention'))).not.toEqual([])
  })
})

describe('help', () => {
  it.each([
    ['hilfe', 'direct', /^Ich bin ein Programm/],
    ['@bot Hilfe!', 'mention', /^Ich bin ein Programm/],
    ['help', 'direct', /^I am a program/],
    ['@bot', 'mention', /^Ich bin ein Programm/],
  ] as const)('says on %j (%s) what the bot is and what it understands', (text, addressing, opening) => {
    const outcome = hear(text, addressing)
    expect(outcome).toMatchObject({ kind: 'command', command: 'help' })
    expect(lines(outcome)[0]).toMatch(opening)
    expect(lines(outcome).join()).toMatch(/themen|topics/)
  })
})

describe('who only acknowledges', () => {
  it.each(['ok', 'Danke!', 'alles klar', 'super', '👍', 'ja', 'nein'])('is quoted nothing: %j', (text) => {
    expect(quotesOf(hear(text, 'direct'))).toEqual([])
  })
})

describe('the core', () => {
  it('has no memory: the same words get the same outcome, whatever was said between', () => {
    const before = hear('Wo stehen die Server?', 'direct')
    hear('Ist der Chat verschlüsselt?', 'direct')
    expect(hear('Wo stehen die Server?', 'direct')).toEqual(before)
  })
})
