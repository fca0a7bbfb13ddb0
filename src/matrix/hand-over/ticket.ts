import type { Ticket } from '../../replies/hand-over.ts'

/** "Ticket 4711", if the configuration says where tickets are. */
export function toTicket(text: string | undefined, ticketUrl: string | undefined): Ticket | undefined {
  const number = /^\s*ticket[\s:#]*([\w-]*\d[\w-]*)[.!]?\s*$/i.exec(text ?? '')?.[1]
  if (number === undefined || number.length > maxLength || ticketUrl === undefined) return undefined
  return { number, url: ticketUrl.replace('{ticket}', () => encodeURIComponent(number)) }
}

const maxLength = 40
