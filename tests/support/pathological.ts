/** Repeats a piece up to a length in UTF-16 units; it may be cut in its middle, as texts are. */
const filled = (piece: string) => (length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** No two words alike. */
function strangers(length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i++) text += `wort${i.toString(36)} `
  return text.slice(0, length)
}

/** Texts of any length that make a careless pattern or loop take quadratic time, by what they are made of. */
export const pathological: Readonly<Record<string, (length: number) => string>> = {
  'one letter': filled('a'),
  'one word': filled('datenserver'),
  'strange words': strangers,
  'a question again and again': filled('Wo stehen die Server? '),
  'a question without an end': filled('wo stehen die Server und '),
  capitals: filled('WO STEHEN DIE SERVER '),
  blanks: (length) => `wo${filled(' ')(length)}?`,
  'no-break spaces': (length) => `${filled('\u00a0')(length)}wo?`,
  tabs: filled('\t'),
  'empty lines': (length) => `wo${filled('\n')(length)}?`,
  'empty lines of Windows': filled('\r\n'),
  'question marks': filled('?'),
  dots: filled('.'),
  ellipses: filled('…'),
  commas: filled(','),
  quotation: filled('> '),
  'quoted lines': filled('> \n'),
  'deep quotation': filled('>'),
  bullets: filled('- wer?\n'),
  'bare bullets': filled('*\n'),
  numbers: filled('1. '),
  rules: filled('_'),
  dashes: filled('-'),
  'lines to fill in': (length) => `was ${filled('_ ')(length)}`,
  'mail headers': filled('Von: a@b.de\n'),
  'forwarded headers': filled('-----Original Message-----\n'),
  'reply headers': filled('Am Montag schrieb A:\n'),
  signatures: filled('-- \n'),
  salutations: filled('Hallo, '),
  colons: filled('a: '),
  'colons at line ends': filled('Frage:\n'),
  handles: filled('@bot '),
  'a handle of dots': (length) => `wo @${filled('.')(length)}#`,
  'a handle of labels': (length) => `@a:${filled('a.')(length)}#`,
  'at signs': filled('@'),
  hyphens: filled('wo-'),
  apostrophes: filled("a'"),
  abbreviations: filled('z.B. Dr. '),
  'question words': filled('was wie wo '),
  'indirect questions': filled('frage ob '),
  conjunctions: filled(' und '),
  digits: filled('1'),
  'a link': (length) => `https://${filled('a/')(length)}`,
  'a log': filled('2026-11-23T12:00:00Z ERROR [net] timeout at sip.example.org:5061 (0x80ab) retry=3\n'),
  HTML: filled('<div><b>'),
  Markdown: filled('**_`['),
  'open brackets': filled('('),
  'quotation marks': filled('"'),
  emoji: filled('👩‍💻'),
  'zero-width characters': filled('\u200b'),
  'combining marks': (length) => `a${filled('\u0308')(length)}`,
  'lone surrogates': filled('\ud800'),
  'null characters': filled('\0'),
  Arabic: filled('أين الخوادم؟ '),
  Chinese: filled('服务器在哪里？'),
}
