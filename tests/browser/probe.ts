import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import * as v from '../../src/documents/valibot.ts'

const probeSchema = v.object({
  canvases: v.array(v.string()),
  blank: v.array(v.string()),
  overhang: v.number(),
  brightness: v.number(),
})
const probeScript = readFileSync(path.join(import.meta.dirname, 'probe.js'), 'utf8')

/** Measures inside a page what it shows. */
export const probe = async (page: Page) => v.parse(probeSchema, await page.evaluate(probeScript))
