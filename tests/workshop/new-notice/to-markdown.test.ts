import { describe, expect, it } from 'vitest'
import { htmlToMarkdown } from '../../../src/workshop/new-notice/html-to-markdown.ts'
import { textToMarkdown } from '../../../src/workshop/new-notice/text-to-markdown.ts'

describe('htmlToMarkdown', () => {
  const markdownOf = (main: string) =>
    htmlToMarkdown(`<nav>Menü</nav><main>${main}</main><footer>X</footer>`).markdown

  it('takes the main part of a page, and its first heading for the title', () => {
    const page =
      '<title>Seite – Uni</title><body><nav>Menü</nav><main><h1>Hinweise</h1><p>Das gilt.</p></main><footer>X</footer>'
    expect(htmlToMarkdown(page)).toEqual({ title: 'Hinweise', markdown: '## Hinweise\n\nDas gilt.\n' })
  })

  it.each([
    ['headings', '<h3>Dauer</h3>Text', '### Dauer\n\nText\n'],
    [
      'bold lines that stand for headings',
      '<p><strong>Ihre Rechte</strong></p><p>A.</p>',
      '#### Ihre Rechte\n\nA.\n',
    ],
    [
      'bold lines that stand for headings above a line break',
      '<p><b>Ihre Rechte</b><br>Auskunft.</p>',
      '#### Ihre Rechte\n\nAuskunft.\n',
    ],
    [
      'code',
      '<p>Server:</p><pre><code>vpn.x.de\n  443</code></pre>',
      'Server:\n\n```\nvpn.x.de\n  443\n```\n',
    ],
    ['bold sentences, which are none', '<p><b>Das gilt.</b></p>', 'Das gilt.\n'],
    ['nested lists', '<ul><li>A<ol start="3"><li>B</li></ol></li><li>C</li></ul>', '* A\n   3. B\n* C\n'],
    [
      'tables',
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>',
      '| A | B |\n| --- | --- |\n| 1 | 2 |\n',
    ],
    [
      'tables whose first row is in bold',
      '<table><tr><td><b>A</b></td><td><b>B</b></td></tr><tr><td>1</td><td>2</td></tr></table>',
      '| A | B |\n| --- | --- |\n| 1 | 2 |\n',
    ],
    [
      'lists in a table',
      '<table><tr><td>B</td><td><ul><li>Mo</li><li>Di</li></ul></td></tr><tr><td>C</td><td><p>Mi.</p><p>Do.</p></td></tr></table>',
      '| B | • Mo • Di |\n| C | Mi. Do. |\n',
    ],
    [
      'cells that span rows',
      '<table><tr><td rowspan="2">A</td><td>1</td></tr><tr><td>2</td></tr><tr><td>B</td><td rowspan="2">3</td></tr><tr><td>C</td></tr></table>',
      '| A | 1 |\n| A | 2 |\n| B | 3 |\n| C | 3 |\n',
    ],
    ['what opens by a button', '<h3><button>Dauer</button></h3><p>A.</p>', '### Dauer\n\nA.\n'],
    ['what opens by itself', '<details><summary>Dauer?</summary>A.</details>', '#### Dauer?\n\nA.\n'],
    ['counted sentences', '<p><sup>1</sup>A. <sup>12</sup>B.</p>', '¹A. ¹²B.\n'],
    ['tables for layout', '<table><tr><td><p>A.</p><p>B.</p></td></tr></table>', 'A.\n\nB.\n'],
    ['definitions', '<dl><dt>Dauer</dt><dd>90 Tage</dd></dl>', 'Dauer\n: 90 Tage\n'],
    ['line breaks', 'A<br>B<br><br>C', 'A B\n\nC\n'],
    [
      'what is not shown',
      '<p>A<script>x</script></p><p hidden>B</p><div style="Display: none">C</div>',
      'A\n',
    ],
  ])('keeps the structure of %s', (_, html, expected) => {
    expect(markdownOf(html)).toBe(expected)
  })
})

describe('textToMarkdown', () => {
  it('finds the headings of copied text', () => {
    const text =
      'Speicherdauer\n\nDas gilt 90 Tage.\n\n2. Rechtsgrundlage\nArt. 6 DSGVO.\n\nWer hilft?\nDas Team.\n'
    expect(textToMarkdown(text)).toBe(
      '## Speicherdauer\n\nDas gilt 90 Tage.\n\n## 2. Rechtsgrundlage\nArt. 6 DSGVO.\n\n## Wer hilft?\nDas Team.\n',
    )
  })

  it('takes no address, no item and no sentence for a heading', () => {
    const text =
      '01069 Dresden\n\nStand: 3. Mai\n\nE-Mail: a@x.de\n\n- Name\n\nDas gilt.\n\nFolgende Daten:\n'
    expect(textToMarkdown(text)).toBe(text)
  })

  it('leaves Markdown alone, but for its front matter', () => {
    expect(textToMarkdown('---\ntitle: A\n---\n## B\n\nKurz\n')).toBe('## B\n\nKurz\n')
  })

  it('reads the tags that Markdown may hold', () => {
    const text =
      '# T\n\n<h2 id="x">Rechte</h2>\n\n<p>Das gilt:</p>\n<ul>\n  <li>Auskunft</li>\n  <li>Löschung</li>\n</ul>\n'
    expect(textToMarkdown(text)).toBe('# T\n\n## Rechte\n\nDas gilt:\n\n* Auskunft\n* Löschung\n\n')
  })

  it('sets lines apart that are paragraphs each', () => {
    const long = `Gespeichert werden ${'Name und Anschrift, '.repeat(12)}sonst nichts.`
    expect(textToMarkdown(`Umfang\n${long}\nRechte\nSie haben Rechte.\n- Auskunft\n- Löschung\n`)).toBe(
      `## Umfang\n\n${long}\n\n## Rechte\n\nSie haben Rechte.\n\n- Auskunft\n- Löschung`,
    )
  })
})
