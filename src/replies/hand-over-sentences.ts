import type { Bilingual } from '../knowledge/types.ts'

/** Everything the bot says about handing a question over, to the asker and to the service desk. */
export const handOverSentences = {
  serviceDesk: { de: 'Service Desk', en: 'Service desk' },
  offer: {
    de: 'Soll ich Ihre Frage an den Service Desk weitergeben? Wenn ja, antworten Sie mit „ja“, oder wählen Sie den Haken unter dieser Nachricht aus. Erst dann sieht das Team den Wortlaut Ihrer Nachricht, Ihren Namen und Ihre Matrix-Kennung.',
    en: 'Shall I pass your question on to the service desk? If so, reply with “yes”, or pick the check mark below this message. Only then will the team see the wording of your message, your name and your Matrix id.',
  },
  offerOpen: {
    de: 'Soll ich Ihre Nachricht an den Service Desk weitergeben, damit auch das Übrige geklärt wird? Wenn ja, antworten Sie mit „ja“, oder wählen Sie den Haken unter dieser Nachricht aus. Erst dann sieht das Team den Wortlaut Ihrer Nachricht, Ihren Namen und Ihre Matrix-Kennung.',
    en: 'Shall I pass your message on to the service desk, to have the rest answered, too? If so, reply with “yes”, or pick the check mark below this message. Only then will the team see the wording of your message, your name and your Matrix id.',
  },
  partly: {
    de: 'Einen Teil habe ich beantwortet, zum Übrigen habe ich keine Stelle gefunden.',
    en: 'I answered a part; about the rest I found no passage.',
  },
  withdrawn: {
    de: 'In Ordnung, ich habe Ihre Frage beim Service Desk gelöscht und gebe dazu nichts mehr weiter. Stimmen Sie noch einmal zu, gebe ich sie neu weiter.',
    en: 'All right, I deleted your question at the service desk and pass nothing more on about it. If you consent once more, I will pass it on anew.',
  },
  withdrawnByAsker: {
    de: 'Die Person hat ihre Frage zurückgezogen. Ich gebe dazu nichts mehr weiter.',
    en: 'The person withdrew their question. I pass nothing more on about it.',
  },
  ticket: {
    de: 'Der Service Desk führt Ihre Frage jetzt als Ticket: ',
    en: 'The service desk now keeps your question as a ticket: ',
  },
  confirmed: {
    de: 'Ich habe Ihre Frage an den Service Desk weitergegeben. Was das Team antwortet, kommt hier an. Möchten Sie etwas ergänzen, antworten Sie auf diese Nachricht oder auf eine vom Service Desk; alles andere bleibt eine Frage an mich. Die Verbindung bleibt {days} offen, oder bis jemand mit „fertig“ antwortet. Möchten Sie die Frage zurückziehen, löschen Sie Ihr „ja“, oder nehmen Sie den Haken weg.',
    en: 'I have passed your question on to the service desk. What the team replies will arrive here. To add something, reply to this message or to one from the service desk; everything else stays a question to me. The connection stays open for {days}, or until somebody replies with “done”. To withdraw the question, delete your “yes”, or take the check mark away.',
  },
  notPassedOn: {
    de: 'Ich konnte Ihre Frage nicht an den Service Desk weitergeben. Bitte wenden Sie sich direkt dorthin.',
    en: 'I could not pass your question on to the service desk. Please contact it directly.',
  },
  notRelayed: {
    de: 'Diese Nachricht konnte ich nicht weitergeben. Sie ist auf der anderen Seite nicht angekommen.',
    en: 'I could not pass this message on. It has not arrived at the other side.',
  },
  notChanged: {
    de: 'Ihre Änderung konnte ich nicht weitergeben. Auf der anderen Seite steht noch der frühere Wortlaut.',
    en: 'I could not pass your change on. The other side still reads the earlier wording.',
  },
  notDeleted: {
    de: 'Was Sie gelöscht haben, konnte ich auf der anderen Seite nicht löschen. Es ist dort noch zu lesen.',
    en: 'I could not delete on the other side what you deleted. It can still be read there.',
  },
  notWithdrawn: {
    de: 'Ich gebe zu Ihrer Frage nichts mehr weiter, konnte sie beim Service Desk aber nicht löschen. Bitte wenden Sie sich direkt dorthin.',
    en: 'I pass nothing more on about your question, but could not delete it at the service desk. Please contact it directly.',
  },
  refused: { de: 'In Ordnung, ich gebe nichts weiter.', en: 'All right, I pass nothing on.' },
  unavailable: {
    de: 'Das kann ich gerade nicht an den Service Desk weitergeben. Bitte wenden Sie sich direkt dorthin.',
    en: 'I cannot pass that on to the service desk at the moment. Please contact it directly.',
  },
  tooMany: {
    de: 'Beim Service Desk sind schon mehrere Ihrer Fragen offen. Ist eine davon erledigt, antworten Sie dort mit „fertig“; dann kann ich die nächste weitergeben.',
    en: 'Several of your questions are open at the service desk already. If one of them is settled, reply to it with “done”; then I can pass on the next one.',
  },
  from: {
    de: 'Frage an den Service Desk, weitergegeben mit Zustimmung von: ',
    en: 'Question to the service desk, passed on with the consent of: ',
  },
  reason: { de: 'Meine Auskunft dazu war: ', en: 'What I said about it: ' },
  howTo: {
    de: 'Antworten Sie in einem Thread unter dieser Nachricht: Jeden Text dort gebe ich an die Person weiter, ohne Ihren Namen, und markiere ihn. Dateien gebe ich nicht weiter, und was mit // beginnt, bleibt unter Ihnen. Die Verbindung bleibt {days} offen, oder bis jemand im Thread „fertig“ schreibt.',
    en: 'Reply in a thread below this message: I pass every text there on to the person, without your name, and mark it. I pass on no files, and what begins with // stays among you. The connection stays open for {days}, or until somebody writes “done” in the thread.',
  },
  notText: {
    de: 'Das war kein Text, sondern zum Beispiel eine Datei. So etwas gebe ich nicht weiter.',
    en: 'That was not a text message but, for example, a file. I do not pass that on.',
  },
  closed: {
    de: 'Die Verbindung zu dieser Frage ist beendet. Ab jetzt gebe ich dazu nichts mehr weiter.',
    en: 'The connection about this question is closed. From now on I pass nothing on about it.',
  },
  unreachable: {
    de: 'Die Person hat die Unterhaltung mit mir verlassen. Ich kann ihr nichts mehr weitergeben.',
    en: 'The person has left the conversation with me. I can pass nothing on to them any more.',
  },
  outsideThread: {
    de: 'Das habe ich nicht weitergegeben: Antworten an die Person gehören in den Thread unter ihrer Frage.',
    en: 'I have not passed that on: replies to the person belong in the thread below their question.',
  },
  tooFast: {
    de: 'Das waren sehr viele Nachrichten auf einmal. Diese und die nächsten gebe ich nicht weiter; schreiben Sie sie bitte in einer Minute noch einmal.',
    en: 'That was a lot at once. I pass on neither this message nor the next ones; please write them again in a minute.',
  },
} as const satisfies Record<string, Required<Bilingual>>
