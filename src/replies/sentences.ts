import type { Bilingual } from '../knowledge/types.ts'

/** Everything the bot says in its own words. Plain and gender-fair; nothing here speaks about the subject itself. */
export const sentences = {
  noOtherFor: {
    de: 'Dazu habe ich keine andere Stelle gefunden:',
    en: 'About these I found no other passage:',
  },
  notFoundFor: { de: 'Dazu habe ich keine Stelle gefunden:', en: 'About these I found no passage:' },
  notFound: {
    de: 'Dazu habe ich im Hinweis keine Stelle gefunden.',
    en: 'I found no passage about that in the notice.',
  },
  notFoundInSeveral: {
    de: 'Dazu habe ich in den Hinweisen keine Stelle gefunden.',
    en: 'I found no passage about that in the notices.',
  },
  topicsHint: { de: '„themen“ zeigt, wovon er handelt.', en: '“topics” shows what it is about.' },
  topicsHintForSeveral: {
    de: '„themen“ zeigt, wovon sie handeln.',
    en: '“topics” shows what they are about.',
  },
  ask: { de: 'Weiter hilft Ihnen: ', en: 'Please ask: ' },
  didYouMean: { de: 'Meinten Sie eine dieser Fragen?', en: 'Did you mean one of these questions?' },
  howToChoose: {
    de: 'Antworten Sie mit der Zahl, oder wählen Sie sie unter dieser Nachricht aus.',
    en: 'Reply with the number, or pick it below this message.',
  },
  nearest: {
    de: 'Genau dazu bin ich nicht sicher. Am nächsten kommt:',
    en: 'I am not certain about exactly that. What comes nearest (in German):',
  },
  otherNearest: {
    de: 'Danke für die Rückmeldung. Vielleicht hilft diese Stelle:',
    en: 'Thank you for telling me. Perhaps this passage helps (in German):',
  },
  noOther: {
    de: 'Dazu habe ich keine andere Stelle gefunden als die, die ich eben zitiert habe.',
    en: 'About that I found no other passage than the one that I have just quoted.',
  },
  noMore: {
    de: 'Mehr habe ich dazu im Hinweis nicht gefunden.',
    en: 'I found nothing more about it in the notice.',
  },
  noMoreInSeveral: {
    de: 'Mehr habe ich dazu in den Hinweisen nicht gefunden.',
    en: 'I found nothing more about it in the notices.',
  },
  partlyRead: {
    de: 'Ihre Nachricht ist sehr lang, deshalb habe ich nur einen Teil davon gelesen.',
    en: 'Your message is very long, so I read only a part of it.',
  },
  whatIAm: {
    de: 'Ich bin ein Programm und antworte, indem ich wörtlich zitiere.',
    en: 'I am a program that answers questions by quoting the passage, in German.',
  },
  knows: { de: 'Ich kenne: ', en: 'I know: ' },
  more: { de: 'und {number} weitere', en: 'and {number} more' },
  howToAsk: {
    de: 'Fragen Sie einfach, oder leiten Sie mir eine E-Mail weiter.',
    en: 'Just ask, or forward an email to me.',
  },
  ourNotices: { de: 'unseren Hinweisen', en: 'our notices' },
  greeting: {
    de: 'Guten Tag, fragen Sie mich gern etwas zu {notices}.',
    en: 'Hello, please feel free to ask me about {notices}.',
  },
  introductionDirect: {
    de: 'Ich beantworte Fragen zu {notices}, indem ich die passende Stelle wörtlich zitiere. Fragen Sie einfach. „hilfe“ zeigt, was ich noch kann.',
    en: 'I answer questions about {notices} by quoting the passage, in German. Just ask. “help” shows what else I can do.',
  },
  introductionHelpdesk: {
    de: 'Fragen zu {notices}, die Sie hier stellen, beantworte ich mit der passenden Stelle, wenn ich sicher bin. „hilfe“ allein zeigt, was ich noch kann; für alles andere erwähnen Sie mich bitte.',
    en: 'Questions about {notices} that you ask here I answer with the passage, in German, if I am certain. “help” alone shows what else I can do; for anything else please mention me.',
  },
  introductionOther: {
    de: 'Ich beantworte Fragen zu {notices} mit der passenden Stelle, hier aber nur, wenn Sie mich erwähnen. „{name}: hilfe“ zeigt, was ich noch kann.',
    en: 'I answer questions about {notices} with the passage, in German, but here only if you mention me. “{name}: help” shows what else I can do.',
  },
  introductionServiceDesk: {
    de: 'In diesen Raum gebe ich Fragen weiter, die ich nicht beantworten kann, wenn die fragende Person zustimmt. Antworten Sie im Thread unter der Frage; ich gebe es an sie weiter.',
    en: 'I pass questions on to this room that I cannot answer, if the person who asks consents. Reply in the thread below the question, and I will pass it on to them.',
  },
  tooMany: {
    de: 'Das waren sehr viele Nachrichten auf einmal. Ich mache eine kurze Pause und bin danach wieder da.',
    en: 'That was a lot at once. I am taking a short break and will be back after it.',
  },
  textOnly: {
    de: 'Ich lese nur Text, keine Bilder, Dateien, Sprachnachrichten oder Umfragen. Bitte schreiben Sie Ihre Frage als Nachricht.',
    en: 'I read text only, no pictures, files, voice messages or polls. Please write your question as a message.',
  },
  unreadable: {
    de: 'Ihre Nachricht konnte ich nicht lesen: Ihr Matrix-Programm hat mir den Schlüssel dazu nicht gegeben. Meist hilft es, die Frage noch einmal zu schreiben. Ist bei Ihnen eingestellt, dass nur an verifizierte Personen verschlüsselt wird, dann verifizieren Sie mich bitte in meinem Profil.',
    en: 'I could not read your message, as your Matrix app did not give me the key to it. It usually helps to write the question once more. If your app is set to encrypt for verified people only, please verify me in my profile.',
  },
  verificationComparing: {
    de: 'Ihr Matrix-Programm zeigt Ihnen jetzt sieben Emojis. Bestätigen Sie nur, wenn ich dieselben sehe. Welche das sind, erfahren Sie hier: ',
    en: 'Your Matrix app shows you seven emoji now. Confirm only if I see the same ones. To learn which these are, please ask: ',
  },
  operators: { de: 'das Team, das mich betreibt', en: 'the team that runs me' },
  verificationUnsupported: {
    de: 'Ihre Verifizierung ist nicht zustande gekommen: Ich kann nur Emojis vergleichen und keine QR-Codes. Bitte starten Sie sie noch einmal und wählen Sie den Vergleich von Emojis. Fragen können Sie mich auch ohne Verifizierung.',
    en: 'Your verification was not completed, as I can only compare emoji, not QR codes. Please start it again and choose to compare emoji. You can ask me without verifying me, too.',
  },
  verificationInterrupted: {
    de: 'Ihre Verifizierung ist nicht zustande gekommen: Sie hat zu lange gedauert, oder ich wurde inzwischen neu gestartet. Bitte starten Sie sie noch einmal. Fragen können Sie mich auch ohne Verifizierung.',
    en: 'Your verification was not completed: it took too long, or I was restarted meanwhile. Please start it again. You can ask me without verifying me, too.',
  },
  welcome: { de: 'Gern.', en: 'You are welcome.' },
  allRight: { de: 'In Ordnung.', en: 'All right.' },
  glad: { de: 'Das freut mich.', en: 'I am glad to hear that.' },
  farewell: { de: 'Auf Wiedersehen.', en: 'Goodbye.' },
  likewise: { de: 'Danke, Ihnen auch.', en: 'Thank you, the same to you.' },
  here: { de: 'Ich bin da.', en: 'I am here.' },
  unclear: {
    de: 'Worauf bezieht sich das? Antworten Sie bitte direkt auf die Nachricht, die Sie meinen.',
    en: 'What does that refer to? Please reply to the very message that you mean.',
  },
  askAgain: {
    de: 'Fragen Sie bitte noch einmal in einem ganzen Satz.',
    en: 'Please ask once more in a whole sentence.',
  },
  topics: { de: 'Davon handelt der Hinweis:', en: 'The notice is about:' },
  topicsCommand: { de: '„themen“: wovon der Hinweis handelt', en: '“topics”: what the notice is about' },
  sourceCommand: {
    de: '„quelle“: der Absatz zum Zitat',
    en: '“source”: the paragraph of a quotation',
  },
  draftCommand: {
    de: '„entwurf“: ein Text für ein Ticket',
    en: '“draft”: a text for a ticket',
  },
  privacyCommand: {
    de: '„datenschutz“: was ich behalte',
    en: '“privacy”: what I keep',
  },
  source: { de: 'So steht es im Zusammenhang:', en: 'The whole paragraph (in German):' },
  noSource: {
    de: 'Antworten Sie mit „quelle“ auf ein Zitat von mir, dann zeige ich den ganzen Absatz.',
    en: 'Reply with “source” to a quotation of mine, and I will show the whole paragraph.',
  },
  noDraft: {
    de: 'Schreiben Sie „entwurf:“ vor die Anfrage, oder antworten Sie mit „entwurf“ auf eine Nachricht, die im Hinweis beantwortet wird.',
    en: 'Write “draft:” before the request, or reply with “draft” to a message that the notice answers.',
  },
  draftSalutation: { de: 'Guten Tag,', en: 'Hello,' },
  draftFound: {
    de: 'vielen Dank für Ihre Anfrage. Dazu steht in unserem Hinweis:',
    en: 'thank you for your request. Our notice says (in German):',
  },
  draftGaps: { de: 'Nicht beantwortet wird dort:', en: 'It does not answer:' },
  draftOpen: { de: 'Offen ist noch:', en: 'Still open:' },
  draftClosing: { de: 'Mit freundlichen Grüßen', en: 'Kind regards' },
  quiet: {
    de: 'Ich bin in diesem Raum {duration} lang still. „ruhe aus“ beendet das früher.',
    en: 'I will be silent in this room for {duration}. “quiet off” ends that earlier.',
  },
  backAgain: { de: 'Ich antworte in diesem Raum wieder.', en: 'I answer in this room again.' },
  onlySupport: {
    de: 'Das kann nur das Support-Team einstellen.',
    en: 'Only the support team can do that.',
  },
  answerNotDeleted: {
    de: 'Meine Antwort auf die gelöschte Nachricht konnte ich nicht löschen, weil dieser Raum es mir nicht erlaubt.',
    en: 'I could not delete my answer to the deleted message, as this room does not allow me to.',
  },
} as const satisfies Record<string, Required<Bilingual>>

/** Said to readers of English before quotations, which are German. */
export const inGerman = {
  thatTheNoticeSays: 'The notice says (in German):',
  onYourQuestions: 'On your questions, the notice says (in German):',
} as const
