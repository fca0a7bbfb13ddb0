import { isGreeting } from './preamble.ts'

/** What a line of a mail, a ticket or a chat excerpt is, by its layout alone. */
export type LineKind =
  | { readonly kind: 'blank' | 'rule' | 'marker' | 'closing' | 'boilerplate' | 'salutation' }
  | { readonly kind: 'header'; readonly names: 'sender' | 'subject' | 'other'; readonly text: string }
  | { readonly kind: 'attribution'; readonly text: string }
  | { readonly kind: 'chat'; readonly speaker: string; readonly text: string }
  | { readonly kind: 'item'; readonly text: string; readonly asked: boolean }
  | { readonly kind: 'text'; readonly text: string }

const rule = /^[-_=*~#+ ]{3,}$/
const marker =
  /(?:urspr(?:ü|ue)ngliche nachricht|weitergeleitete (?:nachricht|e-?mail)|original(?: |-)?(?:message|appointment)|forwarded (?:message|mail)|begin forwarded)/i
const attribution =
  /^(?:am|on|le)(?!\p{L}).{4,120}(?<!\p{L})(?:schrieb|wrote|hat geschrieben|geschrieben)(?!\p{L}).{0,80}:?$/iu
const senderLabel =
  /^(?:von|from|absender(?:in)?|melder(?:in)?|requester|reporter|erstellt von|kunde|kundin|customer|opened by)$/i
const subjectLabel =
  /^(?:betreff|subject|titel|title|kurzbeschreibung|summary|short description|thema|topic)$/i
const otherLabel =
  /^(?:an|to|cc|bcc|kopie|gesendet|sent|datum|date|uhrzeit|zeit|queue|status|prio(?:rität)?|priority|kategorie|category|anlagen?|attachments?|anhang|anhänge|reply-to|antwort an|organisation|organization|wichtigkeit|importance|bearbeiter(?:in)?|owner|assignee|sla|rückmeldung(?: bis)?|tel(?:efon|\.)?|phone|fax|telefax|mobil|mobile|raum|room|zi\.|ticket(?:nummer|-?nr\.?| ?id)?|feld|vorgang|message-id|x-[a-z-]+)$/i
const contentLabel =
  /^(?:beschreibung|description|anliegen|frage|question|issue|problem|nachricht|message|text|inhalt|body|anfrage|request|details?|kommentar|comment)$/i
const subjectPrefix = /^(?:(?:re|aw|fw|fwd|wg|tr)(?:\[\d+\])?: ?)+/i
const ticketNumber =
  /^(?:\[?(?:(?:ticket|vorgang|case|incident|anfrage|queue|inc)(?!\p{L})[^:|\]]{0,40}?)?[#№]? ?(?:[A-Z]{2,6}-)?\d[\d-]{3,20}(?![\p{L}\d])\]?)[ :,|–-]*/iu
const closing =
  /^(?:(?:danke|dank|thanks|vielen dank|besten dank|thank you)(?!\p{L}).{0,12} )?(?:(?:mit|many|with|und) )?(?:(?:ganz |recht )?\p{L}+(?:e|en|em|er|es|ste|sten|stem|liche|lichen)? (?:liebe )?)?(?:gr(?:ü|u|ue)(?:ß|ss)(?:e|en)?|regards|wishes)(?!\p{L})/iu
const closingWord =
  /^(?:mfg|vg|lg|bg|hg|glg|bis dann|hochachtungsvoll|ergebenst|herzlich(?:st)?|cheers|best|sincerely|yours(?: \w+)?|ciao|tschüss?i?|bye|gez\.|i\. ?[av]\.|gesendet v|sent from|(?:danke?|thanks|thank you|thx|merci|vielen dank|besten dank|many thanks)(?!\p{L})(?=.{0,45}$))/iu
const boilerplate =
  /vertraulich|confidential|intended (?:solely|only)|ausschließlich (?:für|informations)|falls sie nicht|nicht der (?:richtige|beabsichtigte)|unbefugte|denken sie an die umwelt|consider the environment|automatisch (?:erzeugt|erstellt|generiert)|auto-?generated|registergericht|handelsregister|amtsgericht|oberhalb dieser (?:linie|zeile)|above this line|gesendet v(?:om|on) (?:mein|smart|iph|i?pad|android|mobil)|sent from my|^\[?(?:image|cid|bild):/i
const stamp =
  /^(?:[[(](?:[^\])\d]{0,12})?(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?,? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}:\d{2}(?::\d{2})?) ?(?:- )?/i
const itemMark =
  /^(?:[-*•–—+·▪] +|\[[ xX]?\] +|(?:frage|question|punkt) ?\d{1,2} ?[:.)-]+ ?|q ?\d{1,2} ?[:.)-]+ ?|\d{1,2} ?[.)]+[):]? +|\((?:\d{1,2}|[a-h]|[ivx]{1,4})\) ?|(?:[a-h]|[ivx]{1,4})[.)]+ +)/i
const askedMark = /^(?:\[ ?\]|frage|question|q ?\d)/i
const blankToFill = /_{3,}|(?:\.\.\.|…)\s*(?:$|\d)/

/** Says what a line is. Every pattern is bounded, so that a line costs time in proportion to its length. */
export function toLineKind(line: string): LineKind {
  const text = unwrapTable(line)
  if (text === '') return { kind: 'blank' }
  if (/^--(?:$| [^-])/.test(text)) return { kind: 'closing' }
  if (rule.test(text)) return { kind: 'rule' }
  if (text.length < 100 && marker.test(text) && !text.includes('?')) return { kind: 'marker' }
  if (text.length < 250 && attribution.test(text)) return { kind: 'attribution', text }
  return toChat(text) ?? toHeader(text) ?? toCourtesy(text) ?? toItem(text) ?? { kind: 'text', text }
}

/** "| label | content |" read as "label: content"; the rules of a table as blank lines. */
function unwrapTable(line: string): string {
  if (!line.startsWith('|') || !line.endsWith('|')) return line
  if (/^[|:\- ]*$/.test(line)) return ''
  return line
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(': ')
}

function toChat(text: string): LineKind | undefined {
  const time = stamp.exec(text)?.[0]
  if (time === undefined) return undefined
  const rest = text.slice(time.length)
  const colon = rest.search(/: |:$/)
  if (colon < 1 || colon > 40 || rest.slice(0, colon).split(' ').length > 4) return undefined
  return { kind: 'chat', speaker: rest.slice(0, colon), text: rest.slice(colon + 1).trim() }
}

function toHeader(text: string): LineKind | undefined {
  const reply = subjectPrefix.exec(text)?.[0]
  if (reply !== undefined)
    return { kind: 'header', names: 'subject', text: withoutTicket(text.slice(reply.length)) }
  const rest = withoutTicket(text)
  if (rest !== text && (rest === '' || text.includes(' | ')))
    return { kind: 'header', names: 'other', text: '' }
  const colon = rest.indexOf(':')
  const label = colon < 1 || colon > 30 ? '' : rest.slice(0, colon).trim()
  const content = rest.slice(colon + 1).trim()
  if (senderLabel.test(label)) return { kind: 'header', names: 'sender', text: content }
  if (subjectLabel.test(label)) return { kind: 'header', names: 'subject', text: withoutTicket(content) }
  if (otherLabel.test(label) && !content.endsWith('?'))
    return { kind: 'header', names: 'other', text: content }
  if (contentLabel.test(label)) return { kind: 'text', text: content }
  return rest === text ? undefined : { kind: 'text', text: rest }
}

function withoutTicket(text: string): string {
  const rest = text.replace(ticketNumber, '')
  return rest === '' || rest !== text ? rest : text
}

function toCourtesy(text: string): LineKind | undefined {
  if (text.includes('?')) return undefined
  if (boilerplate.test(text)) return { kind: 'boilerplate' }
  if (isClosing(text)) return { kind: 'closing' }
  if (text.length < 70 && isGreeting(text)) return { kind: 'salutation' }
  return undefined
}

/** Whether a line or sentence ends a letter: "Mit freundlichen Grüßen", "Thanks, Ana", "gez. Kurz". */
export function isClosing(text: string): boolean {
  return text.length < 70 && !text.includes('?') && (closing.test(text) || closingWord.test(text))
}

function toItem(text: string): LineKind | undefined {
  let rest = text
  for (let mark = itemMark.exec(rest); mark !== null && rest !== ''; mark = itemMark.exec(rest))
    rest = rest.slice(mark[0].length)
  if (rest === text) return undefined
  const done = /^\[x\]/i.test(text)
  return { kind: 'item', text: rest, asked: !done && (askedMark.test(text) || blankToFill.test(text)) }
}
