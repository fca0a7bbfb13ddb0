import { readMessage } from '../../reading/read-message.ts'
import { readBytes, readText } from '../text-files.ts'

/** The questions of a file: one a line, or those asked in the mails of a mailbox (.mbox, .eml). */
export async function readQuestions(file: string): Promise<string[]> {
  const found = /\.(?:mbox|eml)$/iu.test(file)
    ? toMails(await readMailbox(file)).flatMap(questionsOf)
    : (await readText(file)).split(/\r?\n/u)
  return [...new Set(found.map((question) => question.trim()).filter((question) => question !== ''))]
}

/** Mails of a mailbox may be encoded in other ways each; one that is not UTF-8 loses its umlauts. */
const readMailbox = async (file: string) => new TextDecoder().decode(await readBytes(file))

const questionsOf = (mail: string) =>
  readMessage(mail)
    .queries.filter(({ isQuestion }) => isQuestion)
    .map(({ text }) => text)

/** The plain texts of a mailbox's mails; what comes as HTML only is left out. */
function toMails(mailbox: string): string[] {
  return mailbox
    .split(/^From .*\r?\n/mu)
    .map((mail) => mail.replaceAll('\r\n', '\n'))
    .flatMap((mail) => partsOf(mail))
}

function partsOf(part: string): string[] {
  const end = part.indexOf('\n\n')
  if (end < 0) return []
  const head = part.slice(0, end).replace(/\n[ \t]+/gu, ' ')
  const body = part.slice(end + 2)
  const boundary = /^content-type:\s*multipart\/[^\n]*boundary="?([^"\n;]+)/imu.exec(head)?.[1]
  if (boundary !== undefined)
    return body.split(`--${boundary}`).flatMap((inner) => partsOf(inner.replace(/^\n/u, '')))
  if (/^content-type:(?!\s*text\/plain)/imu.test(head)) return []
  return [decode(body, /^content-transfer-encoding:\s*(\S+)/imu.exec(head)?.[1]?.toLowerCase())]
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\n/gu, '')
    .replace(/(?:=[0-9A-F]{2})+/giu, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
  return bytes
}
