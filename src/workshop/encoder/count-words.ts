import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'

const readable = /[.](html|md|tsv|txt|yaml)$/

/** How often each word occurs: in all texts below a folder, or as a word list says. */
export async function countWords(source: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const add = (word: string, count: number) => counts.set(word, (counts.get(word) ?? 0) + count)
  if ((await stat(source)).isDirectory()) await countInTexts(source, add)
  else await readWordList(source, add)
  return counts
}

type Add = (word: string, count: number) => void

/** Each line counts once, so that what frames every page of a manual counts no more than what it says. */
async function countInTexts(folder: string, add: Add): Promise<void> {
  const lines = new Set<string>()
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !readable.test(file.name)) continue
    const text = await readFile(path.join(file.parentPath, file.name), 'utf8')
    for (const line of toPlainText(text, file.name).split('\n')) lines.add(line.trim())
  }
  for (const line of lines) for (const word of line.split(/\s+/)) add(word, 1)
}

/** Lines of a word, a tab and its frequency. As such lists know no capitals, half of it is for the capitalised form. */
async function readWordList(file: string, add: Add): Promise<void> {
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [word = '', frequency = '0'] = line.split('\t')
    add(word, Number(frequency) / 2)
    add(word.charAt(0).toUpperCase() + word.slice(1), Number(frequency) / 2)
  }
}

const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: ' ' }

function toPlainText(text: string, name: string): string {
  if (!name.endsWith('.html')) return text
  return text
    .replace(/<(script|style|head)\b[^]*?<\/\1>/g, '')
    .replace(/<\/?(p|div|h\d|li|td|tr|br|table|ul|ol|body)\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (entity, key: string) => characters[key] ?? entity)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
