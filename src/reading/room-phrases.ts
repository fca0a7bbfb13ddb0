import { openingPhrases, phrases } from '../language/phrases.ts'

const raw = String.raw

/** Ways of asking everybody, or of saying that one asks, around an indirect question. */
export const asksRoom = phrases(
  raw`(?:wei(?:ß|ss)t?|wisst|kennt|kann|könnte|hat|habt|hätte|mag) (?:\p{L}+ ){0,3}?(?:jemand|jmd|wer|einer|irgendwer|irgendjemand|ihr|man)`,
  'kennt sich',
  raw`(?:any|some)(?:one|body) (?:\w+ )?(?:knows?|have|has|got|idea|tell|explain|heard)`,
  raw`(?:wüsste|würde) (?:ich )?(?:\p{L}+ )?(?:gern|gerne|mal|interessieren)`,
  'frage? mich',
  'interessiert mich',
  raw`mich (?:würde )?interessier\p{L}+`,
  'i wonder',
  'any (?:idea|clue)',
  raw`(?:eine?|ne) (?:idee|ahnung|frage),? (?:ob|wo|wie|was|wer)`,
  "i'?d like to know",
  'wondering',
  raw`frage[^.\p{L}][^.]{0,40}:`,
)

/** Somebody tells what was asked or explained elsewhere, or that he will find out. */
export const reportsTalk = phrases(
  raw`(?:hat|hatte|haben|hatten|wurden?)(?!\p{L})[^.?!]{0,60}gefragt`,
  raw`(?:wollten?|will|wollen) (?:\p{L}+ )?wissen`,
  'asked',
  'told',
  'explained',
  raw`(?:erklärt|beantwortet|beruhigt|erzählt|nachgelesen|geklärt)(?= (?:was|wie|wo|ob|dass)(?!\p{L})|,|$)`,
  'kam die frage auf',
  'fragten?',
  raw`(?:ich|i'll|i will|wir|we'll|we) (?:\p{L}+ ){0,2}?(?:frage?|kläre?n?|fragen|schaue?|find out|ask|check|teste?)(?! (?:ich )?(?:mich|mal in die|euch))`,
  raw`frage? mal(?! (?:in die|euch|hier))`,
)

/** Indignation and banter in the shape of a question. */
export const isRhetorical = phrases(
  raw`(?:echt|ernsthaft|im ernst|really|seriously)[ !?]*$`,
  raw`(?:euer|dein|ihr) (?:\p{L}+ )?ernst`,
  'echt jetzt',
  raw`wer (?:\p{L}+ )?(?:denkt|kommt|glaubt|braucht|hat|will|macht)(?!\p{L})[^?]{0,40} (?:sowas|so ?was|so etwas|so einen|denn bitte|schon wieder)`,
  raw`wer (?:\p{L}+ )?(?:denkt|kommt|glaubt|braucht|hat|will|macht)(?!\p{L})[^?]{0,60}(?:\?!|!\?|\?\?+)[^?]{0,20}`,
  'wer hat denn bitte',
  raw`wer (?:\p{L}+ ){1,4}(?:(?:denn|bitte|sich|schon) )+(?:sowas|so ?was|so etwas)`,
  raw`(?:was|wie|wo|warum|wieso|wozu) soll(?!\p{L})[^?]{0,40} bitte`,
  raw`was soll (?:das|sowas|der \p{L}+)(?: denn| bitte| eigentlich)*[ ?!]*$`,
  raw`mal (?:\p{L}+ )?(?:in ruhe|normal|funktionieren|fünf minuten|5 minuten)`,
  raw`muss (?:das|sowas) (?:\p{L}+ )?sein`,
  raw`geht['’]?s (?:eigentlich )?noch`,
  raw`wer hätte (?:das )?gedacht`,
  raw`wer nicht\?+`,
  raw`soll das (?:ein )?(?:witz|scherz)`,
  raw`(?:willst du|wollt ihr) mich`,
  raw`wozu (?:\p{L}+ )?noch`,
  'wie oft (?:denn )?noch',
  raw`(?:who|why) (?:would )?(?:even|on earth|the (?:hell|heck))`,
  'what (?:the (?:hell|heck)|on earth)',
  'are you (?:kidding|serious)',
  'kidding me',
  'how hard can',
  'what could (?:possibly )?go wrong',
  raw`(?:und|and) dann wunder\p{L}* (?:sich )?(?:die|man|ihr|du|wir|er|sie|alle)`,
  'warum immer ich',
  'why (?:is it )?always me',
)

/** Who asked has found it out in the meantime. */
export const isSettled = phrases(
  raw`hat sich (?:\p{L}+ )?(?:erledigt|geklärt)`,
  raw`hab['’]?s (?:\p{L}+ )?(?:schon|gefunden|jetzt|wieder)`,
  'schon gefunden',
  'never ?mind',
  'nvm',
  '(?:just )?found it',
)

export const jokeMark = /[🥁😂🤣😜🤪🙃🏝🍹😹]|(?:^|\s)(?:lol|haha|höhö|scnr)(?!\p{L})|\*(?:duck|scherz)/iu

/** How a fragment begins that answers the question before it. */
export const answersShortly = openingPhrases(
  'weil',
  'because',
  'in (?:der|die|den|my|the)',
  'im',
  'auf',
  'unter',
  'na',
  'keine?',
  'gar',
  'nirgends',
  'nobody',
  'nowhere',
)

export const titledName =
  /^(?:(?:hallo|hey|hi|moin|liebe[rs]?) )?(?:herr|frau|hr\.|fr\.|mr\.?|ms\.?|mrs\.?) \p{Lu}/iu
