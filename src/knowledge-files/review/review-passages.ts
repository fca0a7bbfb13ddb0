import type { Notice, Passage } from '../../knowledge/types.ts'
import type { Remark } from './remark.ts'

/** Longer sentences are rare; a longer passage is usually a list or table that was not recognised. */
const longPassage = 700

/** Passages that look as if the sentence were cut, or the text's structure not understood. */
export function reviewPassages(notice: Notice, file: string, text: string): Remark[] {
  const paragraphs = notice.sections.flatMap((section) => section.paragraphs)
  return paragraphs.flatMap(({ passages }) =>
    passages.flatMap((passage, i) => {
      const fault = faultOf(passage, passages[i + 1])
      if (fault === undefined) return []
      const place = { file, line: lineOf(passage, text), column: 1 }
      return [{ place, ...fault }]
    }),
  )
}

function faultOf(passage: Passage, next: Passage | undefined): Omit<Remark, 'place'> | undefined {
  const shown = `“${passage.text.slice(0, 60)}${passage.text.length > 60 ? '…' : ''}”`
  if (passage.text.length > longPassage)
    return {
      kind: 'looks-unread',
      message: `${passage.text.length} characters in one passage: ${shown}`,
      advice: 'Put lists into lines that begin with “* ”, headings into lines that begin with “## ”.',
    }
  if (/\*\*|\]\(|<\/?\p{L}+[^>]*>|&\p{L}+;/u.test(passage.text))
    return {
      kind: 'looks-unread',
      message: `marks of a format in a quotable text: ${shown}`,
      advice: 'Remove them from notice.md.',
    }
  if (passage.item === undefined && isCut(passage, next))
    return {
      kind: 'looks-cut',
      message: `looks like a part of a sentence: ${shown}`,
      advice:
        'If an abbreviation cut it, add that to "abbreviations" between the --- lines of notice.md; else complete the sentence there.',
    }
  return undefined
}

/** How German words end in abbreviations only ("Bergstr.", "amtl."), and some that end as words do. */
const endsInAbbreviation =
  /(?:[bcdfgkpst]l|chl|[bdfgkpt]r|chn|(?<!\p{L})(?:bes|Fak|Geb|Inst|Rekt|[vV]erw))\.$/u

/** A sentence that begins in lower case, or one that ends in what is no word ("bzgl.") before another one. */
function isCut({ text, leadIn }: Passage, next: Passage | undefined): boolean {
  if (/^\p{Ll}/u.test(text) && leadIn === undefined) return true
  if (next === undefined || next.item !== undefined) return false
  return (
    /^\p{Ll}/u.test(next.text) ||
    endsInAbbreviation.test(text) ||
    /(?:^|\s)[^\saeiouyäöü\d(]{2,5}\.$/iu.test(text) ||
    /^\S+\.$/u.test(text)
  )
}

/** The line on which a passage begins; the text of a notice is wrapped as its editors like. */
function lineOf({ text }: Passage, source: string): number {
  const [first = '', second = ''] = text.split(/\s+/u)
  const lines = source.split('\n')
  const at = (part: string) => lines.findIndex((line) => line.replace(/\s+/gu, ' ').includes(part))
  const found = [text.slice(0, 40), `${first} ${second}`, first].map(at).find((line) => line >= 0)
  return (found ?? 0) + 1
}
