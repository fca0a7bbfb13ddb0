/** Words with spaces between them. */
export const toSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Words that open a question in German or English. */
export const questionWords = toSet(
  'wer wen wem wessen was wo woher wohin wie wieso warum weshalb weswegen wann wofür wofuer wozu womit wodurch worauf ' +
    'worüber worueber woran worin wovon wovor wonach woraus inwiefern inwieweit wieviel wieviele welche welcher welches ' +
    'welchen welchem welch wiso who whom whose what where when why how which ' +
    "what's where's who's how's why's when's",
)

/** Prepositions that may stand before a question word: "auf welcher Grundlage", "for which". */
export const prepositions = toSet(
  'an auf aus bei durch für fuer gegen in mit nach seit über ueber um unter von vor zu zwischen ab bis ' +
    'at by for from in of on to under with',
)

/** Finite verbs that can open a question ("gilt die …", "does the …"), as people write them. */
export const questionVerbs = toSet(
  'ist is sind wird werden wurde wurden war waren hat haben habt hatte hätte hätten kann können koennen könnt könnte könnten ' +
    'konnte darf dürfen duerfen dürfte muss muß müssen muessen müsst soll sollen sollte will wollen würde würden mag ' +
    "gibt gibts gibt’s gibt's gab gäbe geht gehts geht's gehen gilt gild gelten zählt zählen fällt fallen läuft laufen lauft liegt " +
    'liegen steht stehen bleibt bleiben kommt kommen landet landen sieht sehen sehe weiß weiss wisst wissen kennt kennen ' +
    'kriegt kriegen bekommt bekommen braucht brauchen nutzt nutzen benutzt benutzen verwendet verwenden speichert speichern ' +
    'schickt schicken sendet senden überträgt übertragen überwacht hört hören stimmt dient bezieht beziehen betrifft betreffen umfasst ' +
    'schließt deckt gehört gehören erscheint erscheinen findet finden funktioniert funktionieren passiert heißt heisst ' +
    'bedeutet dürfte lässt lassen macht machen werde verlässt verlassen wandert wandern existiert existieren besteht ' +
    'bestehen erfolgt fließt fließen synchronisiert verschlüsselt zeichnet protokolliert erfasst loggt leitet lädt kostet kosten reicht gelangt gelangen verarbeitet ' +
    'verarbeiten teilt liest lesen merkt trackt scannt löscht greift zieht wertet darfst kannst musst are do does did can could would should has ' +
    "have may might must am isn't aren't don't doesn't can't",
)

/** What can follow the verb of a question: its subject or the word that opens it. */
export const subjects = toSet(
  'ich du er sie es man wir ihr n ne nen ner nem irgendein irgendeine das der die den dem des dies diese dieser dieses ein eine einer eines jemand wer einer jeder alle alles ' +
    'mein meine meinem unser unsere unserer euer eure eurer sein seine ihre ihr deren da dort dann dabei dafür sich so auch eigentlich ' +
    'denn etwas was irgendwas irgendwer irgendwo irgendjemand noch schon nur beide viele mehr nicht kein keine ' +
    'i you he she it we they this that these those there the a an my your our their his her any anyone anybody ' +
    'someone somebody all some everything everyone',
)

/** Words after which a clause with a question word or "if" is an indirect question. */
export const askingWords = toSet(
  'wissen wüsste wüssten wuesste weiß weiss weis weist wisst weißt wusste sagen sagt sag frage fragen fragt frag fragte fragten ' +
    'gefragt nachgefragt unklar klar klären klaeren geklärt unsicher sicher interessiert interessieren interessant ' +
    'erklären erklaeren erklärt erklär auskunft mitteilen mitteilung mitzuteilen bestätigen bestätigung erfahren nennen ' +
    'nennt verraten beantworten antwort belegen wichtig ahnung rausfinden herausfinden offen auflisten beschrieben beschreiben steht ' +
    'drinsteht angeben darlegen erläutern verstehen verstehe versteht gespannt neugierig punkte dinge hinweis keinen schimmer parat ' +
    'know knows known tell say ask asked asks asking wonder wondering explain confirm clarify sure idea unclear ' +
    'understand curious interested specify list state answer clue question questions',
)

/** Words that say nothing by themselves; what is left of a question without them is its subject matter. */
export const functionWords: ReadonlySet<string> = new Set([
  ...questionWords,
  ...prepositions,
  ...subjects,
  ...toSet(
    'und oder aber sondern doch mal ja nein nee ok also dann denn eigentlich halt eben nun jetzt hier wohl etwa genau überhaupt ' +
      'bitte danke gern gerne zum zur vom beim im am ins ans ob wenn falls dass weil als ist sind war wird werden ' +
      'hat haben habe hab kann können könnt kannst könntest könnte darf muss soll will mich mir dich dir uns euch ihm ihn ihnen ' +
      'und so sehr ganz auch nochmal noch kurz schnell davon damit daran darauf darüber dazu dort daher darum ' +
      'stimmt normal richtig wahr kommt kommen geht gehen gibt liegt macht passiert ' +
      'is are was were be been do does did can could will would should has have not no or and but if then so just also ' +
      "me him them us for it's true right please really normal",
  ),
])

/** Words that point back to something said before. */
export const anaphora = toSet(
  'das dies diese dieser dieses diesen diesem die der den dem sie es er ihn ihm ihnen dort da dabei dafür davon damit daran darauf darüber ' +
    'dazu darin dahin daher deren dessen beides beide letzteres so it that this those these they them there one ones',
)

/** Words of somebody who passes a message on and asks for help with it, rather than about its subject. */
export const handingOnWords = toSet(
  'übernehmen uebernehmen prüfen pruefen checken beantworten antworten antworte antwort antwortentwurf durchgehen durchsehen durchschauen nachschauen ' +
    'nachsehen schauen gucken anschauen ansehen helfen weiterhelfen erklären erläutern ihm ihr ihnen erledigen bearbeiten auseinandernehmen heraussuchen raussuchen belegen ergänzen ' +
    'ausfüllen vorlegen sagen sagt schreiben schreibe formulieren sagst meinst weißt weisst weist weiß weiss wisst wissen steht stehen findet finden findest ' +
    'hinweis hinweise hinweisen notiz dokument text stelle fundstelle passage zitat frage fragen mail ticket anfrage bot fall punkt punkte sache herr ' +
    'frau kunde kundin nutzer nutzerin user was etwas drin irgendwo irgendwas du ihr sie wer jemand einer eine keiner hast habt einmal mir wir schon ' +
    'übersetzen kümmern einschätzen einschätzung idee ahnung da nochmal anderes schaffst machen mach ' +
    'check look answer help handle take find tell say says know notice document anything something one ones case ' +
    'up over reply respond about these this advise fill see into idea somebody anybody someone anyone you let',
)
