import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Addressing } from '../../src/core/utterance.ts'
import { realNotice } from '../support/fixtures.ts'
import { pathological } from '../support/pathological.ts'
import { createRealCore, quotesOf } from '../support/real-core.ts'
import { anyMessage, anyString } from '../support/texts.ts'

const core = await createRealCore()
const hear = (text: string, addressing: Addressing) => core.respond({ text, addressing })
const notice = realNotice().text
const servers = 'primär in Frankfurt (M.) und sekundär in Amsterdam'
const patience = 120_000

describe('what is no question', () => {
  it.each([
    ['nothing', '', 'ignore'],
    ['blanks', ' \n\t\u00a0 ', 'ignore'],
    ['a lone question mark', '?', 'command'],
    ['several marks', '?!?!', 'command'],
    ['a single letter', 'x', 'decline'],
    ['a lone question word', 'Wo?', 'decline'],
    ['emoji', '👩‍💻🙈🙈', 'command'],
    ['zero-width characters', '\u200b\u200d\u2060', 'command'],
    ['a control character', '\0', 'command'],
    ['a broken surrogate', '\ud800', 'command'],
    ['Arabic', 'أين تقع الخوادم؟', 'decline'],
    ['Chinese', '服务器在哪里？', 'decline'],
    ['Cyrillic', 'Где находятся серверы?', 'decline'],
    ['a tag', '<script>alert(1)</script>', 'decline'],
    ['a rule', '-----', 'command'],
    ['a number', '42', 'command'],
    ['a link', 'https://example.org/a?b=c', 'command'],
    ['a log', '12:00:01 ERROR sip: 408 Request Timeout\n12:00:02 WARN retry 3/5\n'.repeat(30), 'decline'],
  ] as const)(
    '%s: no quote in a direct message, silence in a room, a reaction to a mention',
    (_, text, direct) => {
      expect(hear(text, 'direct').kind).toBe(direct)
      expect(hear(text, 'ambient').kind).toBe('ignore')
      expect(['decline', 'command']).toContain(hear(text, 'mention').kind)
    },
  )
})

describe('a question in disguise', () => {
  it.each([
    ['capitals', 'WO STEHEN DIE SERVER VON WEBEX?!'],
    ['zero-width characters', 'W\u200bo ste\u200bhen die Ser\u200bver von Web\u200bEx?'],
    ['soft hyphens', 'Wo ste\u00adhen die Ser\u00adver von Web\u00adEx?'],
    ['a direction override', '\u202eWo stehen die Server von WebEx?\u202c'],
    ['Markdown', '**Wo** stehen die `Server` von _WebEx_?'],
    ['HTML', '<p>Wo stehen die <b>Server</b> von WebEx?</p>'],
    ['full-width letters', 'Ｗｏ ｓｔｅｈｅｎ ｄｉｅ Ｓｅｒｖｅｒ ｖｏｎ ＷｅｂＥｘ？'],
    ['emoji', '🤔 Wo stehen die Server von WebEx? 🙈'],
    ['white space', '\n\n  Wo \t stehen\u00a0die   Server von WebEx ?  \n'],
    ['no white space at the marks', 'Hallo,wo stehen die Server von WebEx?Danke'],
    ['a byte order mark', '\ufeffWo stehen die Server von WebEx?'],
    ['very many copies', 'Wo stehen die Server von WebEx?\n'.repeat(500)],
  ])('is answered in spite of %s', (_, text) => {
    const quotes = quotesOf(hear(text, 'direct'))
    expect(quotes).toHaveLength(1)
    expect(quotes[0]).toContain(servers)
  })
})

describe('any text at all', () => {
  const addressing = fc.constantFrom<Addressing>('direct', 'mention', 'reply', 'ambient')

  it('gets an outcome that quotes nothing but the notice', { timeout: patience }, () => {
    fc.assert(
      fc.property(fc.oneof(anyMessage, anyString), addressing, (text, how) => {
        const outcome = hear(text, how)
        if (how === 'mention') expect(outcome.kind).not.toBe('ignore')
        if (how === 'ambient') expect(['answer', 'ignore']).toContain(outcome.kind)
        if (outcome.kind === 'ignore') return
        expect(outcome.reply.blocks.length).toBeGreaterThan(0)
        for (const block of outcome.reply.blocks)
          if (block.type === 'quotation') expect(notice).toContain(block.text)
      }),
      { numRuns: 300 },
    )
  })
})

describe('long texts', () => {
  /** Shortest of some runs, in milliseconds: the others were disturbed. */
  function time(text: string, how: Addressing): number {
    const runs = Array.from({ length: 2 }, () => {
      const start = performance.now()
      hear(text, how)
      return performance.now() - start
    })
    return Math.min(...runs)
  }
  const short = 10_000
  const long = 60_000
  // Six times the text may take six times as long, quadratic growth takes 36 times.
  const margin = 15
  const ordinary =
    'Guten Tag, ich habe seit gestern das neue Softphone. Wo werden eigentlich die Daten gespeichert? '
  const usual = time(ordinary.repeat(short / ordinary.length), 'direct')

  it.each(Object.entries(pathological))(
    'take time in proportion to their length: %s',
    { timeout: patience },
    (_, make) => {
      for (const how of ['direct', 'ambient'] as const) {
        // An input that takes next to no time is compared with an ordinary text, since only noise could be measured.
        const base = Math.max(time(make(short), how), usual)
        expect(time(make(long), how)).toBeLessThan(margin * base)
      }
    },
  )

  it.each(Object.entries(pathological))(
    'stay silent in a room unless they ask: %s',
    { timeout: patience },
    (name, make) => {
      const outcome = hear(make(short), 'ambient')
      const asks = /server/i.test(make(100)) && !name.includes('word')
      if (!asks) expect(outcome.kind).toBe('ignore')
    },
  )
})
