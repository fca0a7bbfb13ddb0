import fc from 'fast-check'

/** Any sequence of code units, broken surrogates included. */
export const anyString = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
})

/** Scraps of what people really send, to be put together in ways that nobody foresaw. */
const scraps = [
  ...[
    'Wo',
    'stehen',
    'die',
    'Server',
    'und',
    'ob',
    'Wer',
    'hat',
    'Zugriff',
    'Cisco',
    'WebEx',
    'Presence',
    'daten',
  ],
  ...[
    'Where',
    'are',
    'my',
    'contacts',
    'stored',
    'd.h.',
    'z. B.',
    'Dr.',
    'Inc.',
    '(M.)',
    'EU-U.S.',
    '2025',
    'ß',
    'Ä',
  ],
  ...[
    'Von:',
    'Betreff:',
    '@bot',
    '@a:tu.de',
    'a@b.de',
    '> ',
    '>> ',
    '- ',
    '1. ',
    '-- ',
    '-----',
    '```',
    '**',
    '<br>',
  ],
  ...[
    'https://x.de/?a=b',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '   ',
    '\t',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\u0308',
  ],
  ...[
    '.',
    '?',
    '!',
    '…',
    ',',
    ';',
    ':',
    '(',
    ')',
    '"',
    '„',
    '“',
    '👩‍💻',
    '🙈',
    'أين',
    '服务器',
    '\ud800',
    '\0',
    '&amp;',
  ],
]

/** Texts as of a message: scraps of German, English, mail, Markdown and other scripts, glued or apart. */
export const anyMessage = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...scraps) }, { weight: 1, arbitrary: anyString }),
      fc.boolean(),
    ),
  )
  .map((pieces) => pieces.map(([piece, apart]) => (apart ? `${piece} ` : piece)).join(''))
