import type { Bilingual } from '../knowledge/types.ts'

/** Everything the bot says in its own words. Plain and gender-fair; nothing here speaks about the subject itself. */
export const sentences = {
  notAnswered: {
    de: 'Dazu bin ich nicht sicher oder habe keine Stelle gefunden:',
    en: 'About these I am not certain, or found no passage:',
  },
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
  draftOpen: {
    de: 'Nicht beantwortet wird dort:',
    en: 'It does not answer:',
  },
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
  serviceDesk: { de: 'Service Desk', en: 'Service desk' },
  handOverOffer: {
    de: 'Soll ich Ihre Frage an den Service Desk weitergeben? Wenn ja, antworten Sie mit „ja“, oder wählen Sie den Haken unter dieser Nachricht aus. Erst dann sieht das Team den Wortlaut Ihrer Nachricht, Ihren Namen und Ihre Matrix-Kennung.',
    en: 'Shall I pass your question on to the service desk? If so, reply with “yes”, or pick the check mark below this message. Only then will the team see the wording of your message, your name and your Matrix id.',
  },
  handOverOfferOpen: {
    de: 'Soll ich Ihre Nachricht an den Service Desk weitergeben, damit auch das Übrige geklärt wird? Wenn ja, antworten Sie mit „ja“, oder wählen Sie den Haken unter dieser Nachricht aus. Erst dann sieht das Team den Wortlaut Ihrer Nachricht, Ihren Namen und Ihre Matrix-Kennung.',
    en: 'Shall I pass your message on to the service desk, to have the rest answered, too? If so, reply with “yes”, or pick the check mark below this message. Only then will the team see the wording of your message, your name and your Matrix id.',
  },
  handOverPartly: {
    de: 'Einen Teil habe ich beantwortet, zum Übrigen habe ich keine Stelle gefunden.',
    en: 'I answered a part; about the rest I found no passage.',
  },
  handOverWithdrawn: {
    de: 'In Ordnung, ich habe Ihre Frage beim Service Desk gelöscht und gebe dazu nichts mehr weiter. Stimmen Sie noch einmal zu, gebe ich sie neu weiter.',
    en: 'All right, I deleted your question at the service desk and pass nothing more on about it. If you consent once more, I will pass it on anew.',
  },
  handOverWithdrawnByAsker: {
    de: 'Die Person hat ihre Frage zurückgezogen. Ich gebe dazu nichts mehr weiter.',
    en: 'The person withdrew their question. I pass nothing more on about it.',
  },
  handOverTicket: {
    de: 'Der Service Desk führt Ihre Frage jetzt als Ticket: ',
    en: 'The service desk now keeps your question as a ticket: ',
  },
  handOverConfirmed: {
    de: 'Ich habe Ihre Frage an den Service Desk weitergegeben. Was das Team antwortet, kommt hier an. Möchten Sie etwas ergänzen, antworten Sie auf diese Nachricht oder auf eine vom Service Desk; alles andere bleibt eine Frage an mich. Die Verbindung bleibt {days} offen, oder bis jemand mit „fertig“ antwortet. Möchten Sie die Frage zurückziehen, löschen Sie Ihr „ja“, oder nehmen Sie den Haken weg.',
    en: 'I have passed your question on to the service desk. What the team replies will arrive here. To add something, reply to this message or to one from the service desk; everything else stays a question to me. The connection stays open for {days}, or until somebody replies with “done”. To withdraw the question, delete your “yes”, or take the check mark away.',
  },
  handOverNotPassedOn: {
    de: 'Ich konnte Ihre Frage nicht an den Service Desk weitergeben. Bitte wenden Sie sich direkt dorthin.',
    en: 'I could not pass your question on to the service desk. Please turn to it directly.',
  },
  handOverNotRelayed: {
    de: 'Diese Nachricht konnte ich nicht weitergeben. Sie ist auf der anderen Seite nicht angekommen.',
    en: 'I could not pass this message on. It has not arrived at the other side.',
  },
  handOverNotChanged: {
    de: 'Ihre Änderung konnte ich nicht weitergeben. Auf der anderen Seite steht noch der frühere Wortlaut.',
    en: 'I could not pass your change on. The other side still reads the earlier wording.',
  },
  handOverNotDeleted: {
    de: 'Was Sie gelöscht haben, konnte ich auf der anderen Seite nicht löschen. Es ist dort noch zu lesen.',
    en: 'I could not delete on the other side what you deleted. It can still be read there.',
  },
  handOverNotWithdrawn: {
    de: 'Ich gebe zu Ihrer Frage nichts mehr weiter, konnte sie beim Service Desk aber nicht löschen. Bitte wenden Sie sich direkt dorthin.',
    en: 'I pass nothing more on about your question, but could not delete it at the service desk. Please turn to it directly.',
  },
  handOverRefused: { de: 'In Ordnung, ich gebe nichts weiter.', en: 'All right, I pass nothing on.' },
  handOverUnavailable: {
    de: 'Das kann ich gerade nicht an den Service Desk weitergeben. Bitte wenden Sie sich direkt dorthin.',
    en: 'I cannot pass that on to the service desk at the moment. Please contact it directly.',
  },
  handOverTooMany: {
    de: 'Beim Service Desk sind schon mehrere Ihrer Fragen offen. Ist eine davon erledigt, antworten Sie dort mit „fertig“; dann kann ich die nächste weitergeben.',
    en: 'Several of your questions are open at the service desk already. If one of them is settled, reply to it with “done”; then I can pass on the next one.',
  },
  handOverFrom: {
    de: 'Frage an den Service Desk, weitergegeben mit Zustimmung von: ',
    en: 'Question to the service desk, passed on with the consent of: ',
  },
  handOverReason: { de: 'Meine Auskunft dazu war: ', en: 'What I said about it: ' },
  handOverHowTo: {
    de: 'Antworten Sie in einem Thread unter dieser Nachricht: Jeden Text dort gebe ich an die Person weiter, ohne Ihren Namen, und markiere ihn. Dateien gebe ich nicht weiter, und was mit // beginnt, bleibt unter Ihnen. Die Verbindung bleibt {days} offen, oder bis jemand im Thread „fertig“ schreibt.',
    en: 'Reply in a thread below this message: I pass every text there on to the person, without your name, and mark it. I pass on no files, and what begins with // stays among you. The connection stays open for {days}, or until somebody writes “done” in the thread.',
  },
  handOverNotText: {
    de: 'Das war kein Text, sondern zum Beispiel eine Datei. So etwas gebe ich nicht weiter.',
    en: 'That was not a text message but, for example, a file. I do not pass that on.',
  },
  handOverClosed: {
    de: 'Die Verbindung zu dieser Frage ist beendet. Ab jetzt gebe ich dazu nichts mehr weiter.',
    en: 'The connection about this question is closed. From now on I pass nothing on about it.',
  },
  handOverUnreachable: {
    de: 'Die Person hat die Unterhaltung mit mir verlassen. Ich kann ihr nichts mehr weitergeben.',
    en: 'The person has left the conversation with me. I can pass nothing on to them any more.',
  },
  handOverOutsideThread: {
    de: 'Das habe ich nicht weitergegeben: Antworten an die Person gehören in den Thread unter ihrer Frage.',
    en: 'I have not passed that on: replies to the person belong in the thread below their question.',
  },
  handOverTooFast: {
    de: 'Das waren sehr viele Nachrichten auf einmal. Diese und die nächsten gebe ich nicht weiter; schreiben Sie sie bitte in einer Minute noch einmal.',
    en: 'That was a lot at once. I pass on neither this message nor the next ones; please write them again in a minute.',
  },
  privacy: { de: 'Im Einzelnen, ergänzend zu „datenschutz“:', en: 'In detail, in addition to “privacy”:' },
  privacyInShort: {
    de: 'Ich lese, was in meinen Räumen geschrieben wird, auf meinem Server. Texte vergesse ich, sobald sie bearbeitet sind; Kennungen bleiben {retention}.',
    en: 'I read what is written in my rooms, on my server. Texts I forget once they are handled; ids I keep for {retention}.',
  },
  privacyCountsInShort: {
    de: 'Gezählt wird ohne Person, Raum und Wortlaut, aufbewahrt {statistics}.',
    en: 'Counts name no person, room or wording; I keep them for {statistics}.',
  },
  privacyHandOverInShort: {
    de: 'Weitergegeben wird nur, wozu Sie zustimmen.',
    en: 'I pass on only what you consent to.',
  },
  privacyDeletingInShort: {
    de: 'Löschen Sie Ihre Frage, lösche ich meine Antwort.',
    en: 'If you delete your question, I delete my answer.',
  },
  answerNotDeleted: {
    de: 'Meine Antwort auf die gelöschte Nachricht konnte ich nicht löschen, weil dieser Raum es mir nicht erlaubt.',
    en: 'I could not delete my answer to the deleted message, as this room does not allow me to.',
  },
  privacyMore: {
    de: '„datenschutz genau“ zeigt die Einzelheiten.',
    en: '“privacy in full” shows the details.',
  },
  privacyText: {
    de: 'Texte: eine Minute; nach Ausfällen lese ich nur, was jünger ist als {age}.',
    en: 'Texts: a minute; after outages I read only what is younger than {age}.',
  },
  privacyIds: {
    de: 'Kennungen von Nachricht, Raum und Person, zitierte Stellen: {retention}.',
    en: 'Ids of message, room and person, passages quoted: {retention}.',
  },
  privacyHandOver: {
    de: 'Weitergegebene Fragen: Kennungen, {handOver}.',
    en: 'Questions passed on: ids, {handOver}.',
  },
  privacyCounts: {
    de: 'Zahlen ohne Person und Wortlaut: {statistics}.',
    en: 'Counts without person or wording: {statistics}.',
  },
  privacyGaps: { de: 'Offene Fragen zähle ich nach Thema.', en: 'Open questions I count by topic.' },
  privacyNoCounts: {
    de: 'Was gefragt wird, zähle ich nicht.',
    en: 'I do not count what is asked.',
  },
  privacyLogs: {
    de: 'Protokolle: Kennungen von Räumen; Ihre eigene nur, wenn Sie mich verifizieren.',
    en: 'Logs: ids of rooms; your own only if you verify me.',
  },
  privacyKeys: {
    de: 'Schlüssel: verschlüsselt abgelegt.',
    en: 'Keys: stored encrypted.',
  },
  privacyUnknown: {
    de: 'Wie ich hier betrieben werde, ist mir nicht bekannt.',
    en: 'I have no information on how I am operated here.',
  },
} as const satisfies Record<string, Required<Bilingual>>

/** Said to readers of English before quotations, which are German. */
export const inGerman = {
  thatTheNoticeSays: 'The notice says (in German):',
  whatTheNoticeAnswers: 'The notice answers these questions (in German):',
} as const
