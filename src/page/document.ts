import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readVersion } from '../config/version.ts'
import { html, join as joinHtml, raw } from './html.ts'
import type { Html } from './html.ts'

/** Browser builds of the charting libraries. */
const libraryFiles = {
  'chart.js': 'chart.umd.min.js',
  'chartjs-chart-matrix': 'chartjs-chart-matrix.min.js',
} as const

export interface PageDocument {
  readonly language: 'de' | 'en'
  readonly title: string
  /** Styles beyond those that all pages have. */
  readonly css: string
  readonly body: Html
  /** The data that the script draws; becomes JSON. */
  readonly data: unknown
  readonly libraries: readonly (keyof typeof libraryFiles)[]
  /** Draws the charts, with what chart-frame.js offers. */
  readonly script: string
}

/** The whole page as one text that needs nothing else: styles, charting library and data stand in it. */
export async function renderDocument(page: PageDocument): Promise<string> {
  const [base, frame, ...libraries] = await Promise.all([
    readFile(new URL('base.css', import.meta.url), 'utf8'),
    readFile(new URL('chart-frame.js', import.meta.url), 'utf8'),
    ...page.libraries.map(readLibrary),
  ])
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="content-security-policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        />
        <link rel="icon" href="data:," />
        <title>${page.title}</title>
        <style>
          ${raw(base + page.css)}
        </style>
      </head>
      <body>
        ${page.body}
        <footer>Hinweisbot ${readVersion()}</footer>
        <script type="application/json" id="data">
          ${raw(toScriptJson(page.data))}
        </script>
        ${joinHtml([...libraries, frame, page.script].map(renderScript))}
      </body>
    </html>`.text
}

const renderScript = (script: string) =>
  html`<script>
    ${raw(script.replaceAll('</script', '<\\/script'))}
  </script>`

/** JSON that can't end the script element it stands in. */
const toScriptJson = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c')

async function readLibrary(name: keyof typeof libraryFiles): Promise<string> {
  const { resolve } = createRequire(import.meta.url)
  const script = await readFile(join(dirname(resolve(name)), libraryFiles[name]), 'utf8')
  return script.replace(/\/\/# sourceMappingURL=.*$/m, '')
}
