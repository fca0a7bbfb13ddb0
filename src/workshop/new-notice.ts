import { access, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { knowledgeOption } from '../cli/knowledge-option.ts'
import { formatIssue } from '../documents/issue.ts'
import { parseNotice } from '../knowledge/parse-notice.ts'
import { plainText } from '../knowledge/plain-text.ts'
import { labelPassages } from '../knowledge/sentence-labels.ts'
import type { Notice } from '../knowledge/types.ts'
import { declinesFile, faqFile, noticeFile, referenceTo } from './new-notice/notice-files.ts'
import type { NoticeHead } from './new-notice/notice-files.ts'
import { htmlToMarkdown } from './new-notice/html-to-markdown.ts'
import type { PageText } from './new-notice/html-to-markdown.ts'
import { stubEntries, toId } from './new-notice/stub-entries.ts'
import { textToMarkdown } from './new-notice/text-to-markdown.ts'
import { readBytes, readText, unwritable } from './text-files.ts'
import { CommandError } from '../cli/command-error.ts'

interface Options {
  readonly knowledge: string
  readonly id?: string
  readonly title?: string
  readonly url?: string
  readonly date?: string
}

const schemas = path.join(import.meta.dirname, '../../docs/schemas')

export function addNewNotice(program: Command): void {
  program
    .command('new-notice')
    .description('make the folder of a new notice from a saved web page, Markdown or text')
    .argument('<file>', 'the page (.html) or text (.md, .txt); or the notice.md of a folder without faq.yaml')
    .addOption(knowledgeOption())
    .option('--id <name>', 'name of the folder, such as "matrix"; otherwise from the title')
    .option('--title <title>', 'title by which the notice is cited; otherwise that of the page')
    .option('--url <url>', 'address of the page, for citations')
    .option('--date <date>', 'date of the text, such as 2026-02-28')
    .action(createNotice)
}

async function createNotice(file: string, options: Options): Promise<void> {
  if (path.basename(file) === 'notice.md' && isIn(options.knowledge, path.dirname(file)))
    return addEntries(path.dirname(file))
  const { title: found, markdown } = toPage(file, await readPage(file))
  const title = options.title ?? plainText(found ?? path.basename(file, path.extname(file)))
  const id = options.id ?? toId(title)
  if (id !== toId(id) || id === 'general')
    throw new CommandError(
      `"${id}" can't be the name of a folder; use --id with lower-case words joined by hyphens.`,
    )
  const folder = path.join(options.knowledge, id)
  if (await exists(folder))
    throw new CommandError(`${folder} exists already; nothing was changed. Use --id for another name.`)
  const head: NoticeHead = { title, url: options.url, date: options.date }
  const text = noticeFile(head, withoutTitle(markdown, title))
  const parsed = parseNotice(id, { file: path.join(folder, 'notice.md'), text })
  // Nothing else of it is typed than what the options say.
  if (!parsed.ok)
    throw new CommandError(parsed.issues.map((issue) => `--${issue.path}: ${issue.message}`).join('\n'))
  if (stubEntries(parsed.notice).length === 0)
    throw new CommandError(`No text was found in ${file}; save the text of the page as .txt and try that.`)
  await mkdir(folder, { recursive: true }).catch(unwritable(folder))
  await writeNew(path.join(folder, 'notice.md'), text)
  await writeNew(path.join(folder, 'declines.yaml'), declinesFile(referenceTo(schemas, folder)))
  await writeEntries(parsed.notice, folder)
}

/** After a change of its notice.md, an abbreviation for example, the passages are others than those that the entries were made of. */
async function addEntries(folder: string): Promise<void> {
  const file = path.join(folder, 'notice.md')
  const parsed = parseNotice(path.basename(folder), { file, text: await readText(file) })
  if (!parsed.ok) throw new CommandError(parsed.issues.map(formatIssue).join('\n'))
  await writeEntries(parsed.notice, folder)
}

/** Writes an entry for each paragraph, and tells what can be quoted. */
async function writeEntries(notice: Notice, folder: string): Promise<void> {
  const entries = stubEntries(notice)
  const file = path.join(folder, 'faq.yaml')
  if (await exists(file))
    throw new CommandError(
      `${file} exists already; nothing was changed. Delete it to have its entries made anew.`,
    )
  await writeNew(file, faqFile(entries, referenceTo(schemas, folder)))
  const passages = labelPassages(notice)
  const lines = passages.map(({ label, passage }) => `${label.padEnd(5)} ${passage.text}`)
  process.stdout.write(`${lines.join('\n')}\n\n${advice(folder, passages.length, entries.length)}\n`)
}

const writeNew = (file: string, text: string) => writeFile(file, text, { flag: 'wx' }).catch(unwritable(file))

const isIn = (directory: string, folder: string) => path.resolve(folder, '..') === path.resolve(directory)

const advice = (folder: string, passages: number, entries: number) =>
  `${folder}: ${passages} passages, ${entries} entries to fill.
1. Read the passages above. What is no part of the notice, delete from notice.md; what looks cut or run together, mend there. Then delete
   faq.yaml, and make it anew with: npm run new-notice -- ${path.join(folder, 'notice.md')}
2. In faq.yaml, write questions for the entries that people will ask for most, and delete the others.
3. npm run check-knowledge shows what is missing; npm run ask tries it; npm run teach adds questions that people asked.`

function toPage(file: string, text: string): PageText {
  if (/\.x?html?$/iu.test(file) || /^\s*<(?:!doctype|html)/iu.test(text)) return htmlToMarkdown(text)
  const markdown = textToMarkdown(text)
  const title =
    /^title:[ \t]*["']?(.+?)["']?[ \t]*$/mu.exec(headOf(text)) ??
    /^# +(.+)$/mu.exec(text) ??
    /^\s*## +(.+)$/u.exec(firstLineOf(markdown))
  return { title: title?.[1]?.trim(), markdown }
}

const firstLineOf = (text: string) => /^.*$/mu.exec(text.trimStart())?.[0] ?? ''

/** The front matter that pages of many sites begin with. */
const headOf = (text: string) => /^---\r?\n([\s\S]{0,5000}?)\r?\n---\r?\n/u.exec(text)?.[1] ?? ''

/** The title stands in the front matter and is no section. */
const withoutTitle = (markdown: string, title: string) =>
  markdown
    .split('\n')
    .filter((line) => !/^#+ /u.test(line) || plainText(line.replace(/^#+ /u, '').trim()) !== title)
    .join('\n')
    .trimStart()

async function readPage(file: string): Promise<string> {
  if (/^https?:/iu.test(file))
    throw new CommandError(
      `Save the page in the browser first: npm run new-notice -- page.html --url ${file}`,
    )
  const bytes = await readBytes(file)
  // Of PDF, the mark; Word's files, UTF-16 and images have zeros.
  if (new TextDecoder().decode(bytes.subarray(0, 4)) === '%PDF' || bytes.includes(0))
    throw new CommandError(
      `${file} is no text; copy its text into a file that ends in .txt, and save it as UTF-8.`,
    )
  // Old pages are often saved as Western European text; then their umlauts are no UTF-8.
  const text = new TextDecoder().decode(bytes)
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text
}

const exists = (place: string) =>
  access(place).then(
    () => true,
    () => false,
  )
