import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const probeSchema = z.object({
  canvases: z.array(z.string()),
  blank: z.array(z.string()),
  overhang: z.number(),
  brightness: z.number(),
})
const probeScript = readFileSync(path.join(import.meta.dirname, 'probe.js'), 'utf8')

/** What a page shows, as measured inside it. */
export const probe = async (page: Page) => probeSchema.parse(await page.evaluate(probeScript))
