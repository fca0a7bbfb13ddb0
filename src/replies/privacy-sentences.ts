import type { Bilingual } from '../knowledge/types.ts'

/** Everything the bot says about what it does with messages; the braces are filled in from the configuration. */
export const privacySentences = {
  details: { de: 'Im Einzelnen, ergänzend zu „datenschutz“:', en: 'In detail, in addition to “privacy”:' },
  inShort: {
    de: 'Ich lese, was in meinen Räumen geschrieben wird, auf meinem Server. Texte vergesse ich, sobald sie bearbeitet sind; Kennungen bleiben {retention}.',
    en: 'I read what is written in my rooms, on my server. Texts I forget once they are handled; ids I keep for {retention}.',
  },
  countsInShort: {
    de: 'Gezählt wird ohne Person, Raum und Wortlaut, aufbewahrt {statistics}.',
    en: 'Counts name no person, room or wording; I keep them for {statistics}.',
  },
  handOverInShort: {
    de: 'Weitergegeben wird nur, wozu Sie zustimmen.',
    en: 'I pass on only what you consent to.',
  },
  deletingInShort: {
    de: 'Löschen Sie Ihre Frage, lösche ich meine Antwort.',
    en: 'If you delete your question, I delete my answer.',
  },
  more: {
    de: '„datenschutz genau“ zeigt die Einzelheiten.',
    en: '“privacy in full” shows the details.',
  },
  text: {
    de: 'Texte: eine Minute; nach Ausfällen lese ich nur, was jünger ist als {age}.',
    en: 'Texts: a minute; after outages I read only what is younger than {age}.',
  },
  ids: {
    de: 'Kennungen von Nachricht, Raum und Person, zitierte Stellen: {retention}.',
    en: 'Ids of message, room and person, passages quoted: {retention}.',
  },
  handOver: {
    de: 'Weitergegebene Fragen: Kennungen, {handOver}.',
    en: 'Questions passed on: ids, {handOver}.',
  },
  counts: {
    de: 'Zahlen ohne Person und Wortlaut: {statistics}.',
    en: 'Counts without person or wording: {statistics}.',
  },
  gaps: { de: 'Offene Fragen zähle ich nach Thema.', en: 'Open questions I count by topic.' },
  noCounts: {
    de: 'Was gefragt wird, zähle ich nicht.',
    en: 'I do not count what is asked.',
  },
  logs: {
    de: 'Protokolle: Kennungen von Räumen; Ihre eigene nur, wenn Sie mich verifizieren.',
    en: 'Logs: ids of rooms; your own only if you verify me.',
  },
  keys: {
    de: 'Schlüssel: verschlüsselt abgelegt.',
    en: 'Keys: stored encrypted.',
  },
  unknown: {
    de: 'Wie ich hier betrieben werde, ist mir nicht bekannt.',
    en: 'I have no information on how I am operated here.',
  },
} as const satisfies Record<string, Required<Bilingual>>
