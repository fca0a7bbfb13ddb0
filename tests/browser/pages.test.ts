import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateMessages } from '../../src/workshop/evaluate/evaluation.ts'
import { renderPage } from '../../src/workshop/evaluate/page/page.ts'
import { periodOf } from '../../src/report/days.ts'
import { createReport } from '../../src/report/report.ts'
import { given, judgeBy, knowledge as sampleKnowledge, message } from '../workshop/evaluate/samples.ts'
import { sampleCounts, today } from '../report/samples.ts'
import { realKnowledge } from '../support/fixtures.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { executable, launch, looks, noBrowser, open, pictureFile } from './chromium.ts'
import { probe } from './probe.ts'

const names = Object.keys(looks) as (keyof typeof looks)[]

async function reportPage(days: number): Promise<string> {
  const knowledge = await realKnowledge()
  return createReport({ daily: () => sampleCounts(knowledge, days) }, knowledge, periodOf(30, today))
}

function evaluationPage(): Promise<string> {
  const evaluation = evaluateMessages(
    [message({ id: 'x1-1', text: 'books' }), message({ id: 'x1-2', text: 'maps', gold: [['B2']] })],
    sampleKnowledge,
    judgeBy({
      books: { action: 'answer', answers: [given('books')] },
      maps: { action: 'answer', answers: [given('monday')] },
    }),
  )
  return renderPage(evaluation, { date: '2026-06-30', files: ['a.jsonl'], knowledge: 'k', withCases: true })
}

const pages: Readonly<Record<string, () => Promise<string>>> = {
  report: () => reportPage(30),
  'report-empty': () => reportPage(0),
  evaluation: evaluationPage,
}

describe.skipIf(executable === undefined)(
  executable === undefined ? `the pages (${noBrowser})` : 'the pages',
  () => {
    const folder = temporaryDirectory()
    let browser: Browser

    beforeAll(async () => {
      browser = await launch()
      for (const [name, render] of Object.entries(pages)) {
        await writeFile(path.join(folder.path, `${name}.html`), await render())
      }
    })
    afterAll(async () => {
      await browser.close()
      folder[Symbol.dispose]()
    })

    describe.each(Object.keys(pages))('%s', (name) => {
      it.each(names)('shows all of itself without a fault: %s', async (look) => {
        await using opened = await open(browser, path.join(folder.path, `${name}.html`), looks[look])
        const { page, problems } = opened
        await page.screenshot({ path: await pictureFile(`${name}-${look}`), fullPage: true })
        expect(problems).toEqual([])
        const { blank, overhang, brightness } = await probe(page)
        expect(blank).toEqual([])
        expect(overhang).toBe(0)
        if (looks[look].colorScheme === 'dark') expect(brightness).toBeLessThan(60)
        else expect(brightness).toBeGreaterThan(200)
      })
    })

    it('say the numbers of each chart in a table too', async () => {
      await using opened = await open(browser, path.join(folder.path, 'report.html'), looks.phone)
      const { page } = opened
      const before = await probe(page)
      expect(before.canvases).toEqual(['days', 'entries', 'feedback', 'declines', 'open', 'responseTimes'])
      await page.getByText('Als Tabelle').nth(1).click()
      expect(await page.locator('details[open] tbody tr').count()).toBe(
        (await realKnowledge()).entries.length,
      )
      const { overhang } = await probe(page)
      expect(overhang).toBe(0)
    })

    it('say so where nothing was counted, and show the notice all the same', async () => {
      await using opened = await open(browser, path.join(folder.path, 'report-empty.html'), looks.light)
      const { page } = opened
      expect(await page.getByText('noch nichts gezählt').count()).toBe(1)
      expect(await page.locator('canvas').count()).toBe(0)
      expect(await page.locator('.notice .unasked').count()).toBeGreaterThan(10)
    })
  },
)
