import type { Bilingual } from '../knowledge/types.ts'

/** Everything the bot says in its own words. Plain and gender-fair; nothing here speaks about the subject itself. */
export const sentences = {
  found: { de: 'Dazu steht im Hinweis:', en: 'The notice says (in German):' },
  foundSeveral: {
    de: 'Zu diesen Fragen steht etwas im Hinweis:',
    en: 'The notice answers these questions (in German):',
  },
  notAnswered: { de: 'Dazu steht im Hinweis nichts:', en: 'The notice does not answer:' },
  notFound: {
    de: 'Dazu steht in dem Hinweis, den ich kenne, leider nichts.',
    en: 'I am sorry, the notice that I know does not answer that.',
  },
  covers: { de: 'Er behandelt diese Themen: ', en: 'It covers these topics: ' },
  ask: { de: 'Weiter hilft Ihnen: ', en: 'Please ask: ' },
  didYouMean: { de: 'Meinten Sie eine dieser Fragen?', en: 'Did you mean one of these questions?' },
  howToChoose: {
    de: 'Antworten Sie mit der Zahl, oder wählen Sie sie unter dieser Nachricht aus. Passt keine, fragen Sie gern noch einmal mit anderen Worten.',
    en: 'Reply with the number, or pick it below this message. If none fits, please feel free to ask again in other words.',
  },
  perhaps: { de: 'Meinten Sie vielleicht diese Frage?', en: 'Did you perhaps mean this question?' },
  howToTake: {
    de: 'Wenn ja, antworten Sie mit 1, oder wählen Sie die 1 unter dieser Nachricht aus.',
    en: 'If so, reply with 1, or pick the 1 below this message.',
  },
  noMore: {
    de: 'Mehr steht dazu leider nicht in dem Hinweis, den ich kenne.',
    en: 'I am sorry, the notice that I know has nothing more about it.',
  },
  whatIAm: {
    de: 'Ich beantworte Fragen zu dem Hinweis, indem ich die passende Stelle wörtlich zitiere. Ich bin ein Programm, formuliere keine eigenen Antworten und rate nicht.',
    en: 'I answer questions about the notice by quoting the passage that answers them, in German. I am a program; I write no answers of my own and never guess.',
  },
  howToAsk: {
    de: 'Schreiben Sie mir direkt oder erwähnen Sie mich in einem Raum. Eine weitergeleitete E-Mail mit mehreren Fragen geht auch.',
    en: 'Write to me directly or mention me in a room. A forwarded mail with several questions is fine, too.',
  },
  introduction: {
    de: 'Ich beantworte Fragen zum Hinweis, indem ich die passende Stelle wörtlich zitiere. Was ich kenne, zeigt „hilfe“.',
    en: 'I answer questions about the notice by quoting the passage, in German. “help” shows what I know.',
  },
  tooMany: {
    de: 'Das waren sehr viele Nachrichten auf einmal. Ich mache eine kurze Pause und bin danach wieder da.',
    en: 'That was a lot at once. I am taking a short break and will be back after it.',
  },
  unreadable: {
    de: 'Ihre Nachricht konnte ich nicht lesen: Ihr Programm hat mir den Schlüssel dazu nicht gegeben. Meist hilft es, die Frage noch einmal zu schreiben. Ist bei Ihnen eingestellt, dass nur an verifizierte Personen verschlüsselt wird, dann verifizieren Sie mich bitte in meinem Profil.',
    en: 'I could not read your message, as your app did not give me the key to it. It usually helps to write the question once more. If your app is set to encrypt for verified people only, please verify me in my profile.',
  },
  welcome: {
    de: 'Gern. Wenn noch etwas unklar ist, fragen Sie einfach.',
    en: 'You are welcome. If anything else is unclear, just ask.',
  },
  topics: { de: 'Themen:', en: 'Topics:' },
} as const satisfies Record<string, Bilingual>
