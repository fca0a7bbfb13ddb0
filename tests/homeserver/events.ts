export interface MatrixEvent {
  readonly event_id: string
  readonly type: string
  readonly sender: string
  readonly origin_server_ts: number
  readonly state_key?: string
  readonly content: Record<string, unknown>
}

export interface Relation {
  readonly rel_type?: string
  readonly event_id?: string
  readonly key?: string
  readonly is_falling_back?: boolean
  readonly 'm.in_reply_to'?: { readonly event_id?: string }
}

export const bodyOf = ({ content }: MatrixEvent): string => String(content['body'])

export const relationOf = ({ content }: MatrixEvent): Relation => content['m.relates_to'] ?? {}

/** Id of the event that `event` answers: with a quotation of it, or right below it without one. */
export function repliedTo(event: MatrixEvent): string | undefined {
  const relation = relationOf(event)
  return relation.rel_type === 'm.reference' ? relation.event_id : relation['m.in_reply_to']?.event_id
}

/** Content that makes a message a reply, as clients do. */
export const inReplyTo = (eventId: string) => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } })

/** Content that puts a message into a thread, as clients do; `last` is the newest message in it. */
export const inThread = (root: string, last = root) => ({
  'm.relates_to': {
    ...{ rel_type: 'm.thread', event_id: root, is_falling_back: true },
    'm.in_reply_to': { event_id: last },
  },
})
