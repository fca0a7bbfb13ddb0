/**
 * Words that carry grammar or courtesy rather than a topic, normalised. Except for `particles` they keep their weight in matching ("wer",
 * "wo" and "nicht" tell questions apart) but say nothing about whether a query is about the notice at all.
 */
export const functionWords: ReadonlySet<string> = new Set(
  [
    'der die das dem den des ein eine einer eines einem einen kein keine keinen ich du er sie es wir ihr man mich mir',
    'dich dir sich uns euch ihm ihn ihnen mein meine meiner meinem meinen dein deine sein seine unser unsere euer eure',
    'dieser diese dieses diesem diesen jener jene jenes welche welcher welches welchen welchem was wer wen wem wessen',
    'wo woher wohin wann warum wieso weshalb wie wieviel ob dass weil wenn als denn und oder aber sondern sowie auch',
    'noch nur schon mal eben halt doch ja nein nicht nie so da dann hier dort jetzt nun immer eigentlich ueberhaupt',
    'irgendwie irgendwo irgendwas etwas alles alle allem allen viel mehr sehr ganz genau etwa wirklich vielleicht',
    'in im an am auf aus bei beim mit nach von vom vor zu zum zur fuer ueber unter durch um ohne gegen bis seit ab per',
    'ist sind war waren bin bist sein wird werden wurde wurden worden hat haben habe hab hatte hast kann koennen koennte',
    'koennt kannst darf duerfen muss muessen soll sollen sollte will wollen moechte moechten mag wuerde wuerden gibt gibts',
    'geht gehen macht machen tut tun bitte danke hallo hi moin hey gruss gruesse liebe guten tag morgen frage fragen',
    'the a an of to in on at for from with by about into and or but if whether that this these those it its i you he she',
    'we they me my your our their his her us them is are was were be been being do does did has have had can could may',
    'might must shall should will would not no yes any some all there here what which who whom whose where when why how',
    'so just also still only then than as up out get gets got go goes make please thanks hello dear just really actually',
  ].flatMap((line) => line.split(' ')),
)

/** Particles that people put into questions, normalised: "Wo stehen denn eigentlich die Server?" asks the same without them. */
export const particles: ReadonlySet<string> = new Set(['eigentlich', 'denn', 'ueberhaupt', 'actually'])
