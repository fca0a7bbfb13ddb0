// npm run bench:bad-input: what the bot takes for messages that nobody should send, at growing lengths.
import { parseArgs } from 'node:util'
import { formatTable } from '../../src/report/format-table.ts'
import { createCore } from '../../src/core/core.ts'
import { loadIndexingEncoder } from '../../src/knowledge-files/sentence-encoder-file.ts'
import type { Addressing } from '../../src/core/utterance.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fitExponent } from './fit-exponent.ts'

const { values } = parseArgs({ options: { knowledge: { type: 'string', default: 'knowledge' } } })

/** Lengths in characters; the last is about what a Matrix event can hold. */
const lengths = [4_000, 16_000, 60_000]

/** Repeated up to the length. */
const shapes: Readonly<Record<string, string>> = {
  'one letter': 'a',
  'one word without end': 'Telefonanlagenserver',
  'different words': 'Rechenzentrum Kalender Wolke Giraffe Passwort Leitung ',
  'unknown words': 'Xyqzw Kwrtzs Plbmpf Vghjkd ',
  'question marks': '?',
  'many questions': 'Wo stehen die Server? Und wer darf mithören? ',
  'questions in a row': 'wo und wann und wie und warum und ',
  capitals: 'WO STEHEN DIE SERVER ',
  emoji: '👩‍💻🎉',
  'zero width': 'S\u200be\u200br\u200bv\u200be\u200br ',
  'combining marks': 'e\u0301\u0302\u0303',
  'right to left': 'أين توجد الخوادم؟ ',
  'other script': 'サーバーはどこにありますか。',
  HTML: '<div><b>Wo</b> stehen <a href="x">die Server</a>?</div>',
  'open brackets': '<<[[((',
  Markdown: '- **Wo** stehen `die Server`?\n',
  'nested quotes': '> > > Wo stehen die Server?\n',
  'mail headers': 'Von: A\nAn: B\nBetreff: Server\n',
  'a log': '2026-01-02T03:04:05Z ERROR [sip:42] timeout at 0x7ffe (net.c:17)\n',
  'blank lines': '\n',
  'blanks and dots': ' . ',
  mentions: '@softphone-bot: ',
}

const core = createCore(
  await loadKnowledge(values.knowledge),
  { name: 'bench', contact: undefined },
  { encoder: await loadIndexingEncoder() },
)
const rows = Object.entries(shapes).map(([shape, part]) => {
  const times = lengths.map((length) => measure(repeat(part, length)))
  const exponent = fitExponent(lengths.map((x, i) => ({ x, y: times[i] ?? 0 })))
  const perKb = times.map((ms, i) => ms / ((lengths[i] ?? 1) / 1000))
  return [shape, ...times.map((ms) => ms.toFixed(0)), Math.max(...perKb).toFixed(2), exponent.toFixed(2)]
})
const head = ['', ...lengths.map((length) => `ms at ${length / 1000} kB`), 'most ms per kB', 'exponent']
process.stdout.write(`${formatTable([head, ...rows])}\n`)

function repeat(part: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length)
}

/** The slowest addressing, each after one unmeasured run. */
function measure(text: string): number {
  const addressings: readonly Addressing[] = ['direct', 'mention', 'ambient']
  return Math.max(
    ...addressings.map((addressing) => {
      core.respond({ text, addressing })
      const started = performance.now()
      core.respond({ text, addressing })
      return performance.now() - started
    }),
  )
}
