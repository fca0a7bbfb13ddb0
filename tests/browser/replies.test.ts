import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCore } from '../../src/cli/load-core.ts'
import type { Reply } from '../../src/replies/types.ts'
import type { Utterance } from '../../src/core/utterance.ts'
import {
  introduction,
  limitNotice,
  quietNotice,
  quietRefusal,
  unreadableNotice,
} from '../../src/replies/notices.ts'
import { encodeReply } from '../../src/matrix/outbound/encode-reply.ts'
import { realKnowledge } from '../support/fixtures.ts'
import { persona } from '../support/real-core.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { executable, launch, noBrowser, open, pictureFile } from './chromium.ts'
import { probe } from './probe.ts'

/** Direct messages, each of which gets another kind of reply. */
const said: readonly (Pick<Utterance, 'text'> & Partial<Utterance>)[] = [
  { text: 'Wo stehen eigentlich die Server von Webex?' },
  { text: 'Wer ist der Anbieter von Webex? Und muss ich mich zweimal anmelden? Was kostet ein Headset?' },
  { text: 'Wie lange werden meine Anruflisten aufgehoben?' },
  { text: 'Was läuft über die Cloud?' },
  { text: 'Werden Daten gespeichert?' },
  { text: 'Which of my personal data are sent to the Webex cloud?' },
  { text: 'Can I forward calls to my mobile?' },
  { text: 'Wird mein Outlook-Adressbuch in die Cloud geladen?' },
  { text: 'quelle', topic: 'softphone/serverstandort' },
  { text: 'source' },
  { text: 'entwurf: Wo stehen die Server? Was kostet ein Headset?' },
  { text: 'draft: Where are the servers?' },
  { text: 'entwurf' },
  ...['hilfe', 'help', 'themen', 'topics', 'datenschutz', 'privacy', 'danke', 'thanks'].map((text) => ({
    text,
  })),
]

async function replies(): Promise<readonly Reply[]> {
  const privacy = { retentionHours: 24, maxAgeHours: 12, statisticsDays: 365, countsGaps: true }
  const core = await loadCore(await realKnowledge(), { persona: { ...persona, privacy } })
  const answers = said.flatMap((utterance) => {
    const outcome = core.respond({ addressing: 'direct', ...utterance })
    return outcome.kind === 'ignore' ? [] : [outcome.reply]
  })
  const notices = (['de', 'en'] as const).flatMap((language) => [
    quietNotice({ language, minutes: 60 }),
    quietNotice({ language, minutes: 0 }),
    quietRefusal(language),
  ])
  return [
    ...answers,
    ...notices,
    introduction('helpdesk', { ...persona, notices: [] }),
    limitNotice(),
    unreadableNotice(),
  ]
}

/** Tags and attributes that the Matrix specification lets clients show and that the bot has a use for. */
const allowed = /<\/?(?:p|strong|ul|ol|li|blockquote|br)>|<a href="(?:https?:|mailto:)[^"<>]+">|<\/a>/g

/** A timeline as clients draw it, but without their breaking of long words, except for an address that a draft writes out. */
const toPage = (bodies: readonly string[]) => `<!doctype html>
<html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Antworten</title><link rel="icon" href="data:,"><style>
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1d22; --line: #cdd2d8; --link: #0467dd }
@media (prefers-color-scheme: dark) { :root { --paper: #101317; --ink: #ebeef2; --line: #4a5057; --link: #6fa8ff } }
body { margin: 0; padding: 8px 8px 8px 44px; background: var(--paper); color: var(--ink); font: 15px/1.45 sans-serif }
article { padding: 10px 0; border-bottom: 1px solid var(--line) }
blockquote { margin: 0 0 0 2px; padding-left: 10px; border-left: 3px solid var(--line) }
ul, ol { padding-left: 20px } a { color: var(--link); overflow-wrap: anywhere }
</style>${bodies.map((body) => `<article>${body}</article>`).join('\n')}`

describe.skipIf(executable === undefined)(
  executable === undefined ? `the replies (${noBrowser})` : 'the replies in a client',
  () => {
    const folder = temporaryDirectory()
    const file = path.join(folder.path, 'replies.html')
    let browser: Browser
    let bodies: readonly string[]
    let quotations: number

    beforeAll(async () => {
      browser = await launch()
      const all = await replies()
      quotations = all.flatMap(({ blocks }) => blocks).filter(({ type }) => type === 'quotation').length
      bodies = all.map((reply) => String(encodeReply(reply, undefined)['formatted_body']))
      await writeFile(file, toPage(bodies))
    })
    afterAll(async () => {
      await browser.close()
      folder[Symbol.dispose]()
    })

    it('need no markup but what every client shows', () => {
      expect(bodies.length).toBe(said.length + 9)
      for (const body of bodies) expect(body.replace(allowed, '')).not.toMatch(/[<>]/)
    })

    it.each(['light', 'dark'] as const)(
      'fit on the narrowest phone, each quotation with its source: %s',
      async (colorScheme) => {
        const width = 320
        await using opened = await open(browser, file, { width, colorScheme })
        const { page, problems } = opened
        await page.screenshot({ path: await pictureFile(`replies-${colorScheme}`), fullPage: true })
        expect(problems).toEqual([])
        expect((await probe(page)).overhang).toBe(0)
        const sources = await page.locator('blockquote + p > a').all()
        expect(sources.length).toBe(quotations)
        expect(quotations).toBeGreaterThan(5)
        for (const source of sources) {
          expect(await source.isVisible()).toBe(true)
          expect(await source.textContent()).toMatch(/(?:Absatz|paragraph) \d+$/)
          const box = await source.boundingBox()
          expect(box && box.x + box.width).toBeLessThanOrEqual(width)
        }
      },
    )
  },
)
