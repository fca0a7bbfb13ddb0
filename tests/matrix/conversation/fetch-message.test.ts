import { describe, expect, it } from 'vitest'
import { createFetchMessage } from '../../../src/matrix/conversation/fetch-message.ts'
import { eventId, rawEvent, roomId } from '../../support/matrix-events.ts'

const edit = (body: string, change: Record<string, unknown> = {}) =>
  rawEvent({
    event_id: '$edit',
    content: {
      msgtype: 'm.text',
      body: `* ${body}`,
      'm.new_content': { msgtype: 'm.text', body },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$question' },
    },
    ...change,
  })

async function fetch(
  event: unknown,
  edits: readonly unknown[] | undefined = [],
): Promise<string | undefined> {
  const fetchMessage = createFetchMessage({
    api: { event: () => Promise.resolve(event), edits: () => Promise.resolve(edits) },
    encryption: { decrypt: () => Promise.resolve({ kind: 'undecryptable', reason: 'test' }) },
  })
  return (await fetchMessage(roomId(), eventId('question')))?.body
}

describe('a message that is fetched', () => {
  it('comes as it was written', async () => {
    expect(await fetch(rawEvent())).toBe('Wo stehen die Server?')
  })

  it('comes in its newest wording, whatever the homeserver says with it', async () => {
    expect(await fetch(rawEvent(), [edit('Wann?')])).toBe('Wann?')
    const first = edit('Wer?', { event_id: '$a', origin_server_ts: 1_000_001 })
    const second = edit('Wann?', { event_id: '$b', origin_server_ts: 1_000_002 })
    expect(await fetch(rawEvent(), [first, second])).toBe('Wann?')
    expect(await fetch(rawEvent(), [second, first])).toBe('Wann?')
  })

  it('comes in the wording with the greater id if two are equally new', async () => {
    const [a, b] = [edit('Wer?', { event_id: '$a' }), edit('Wann?', { event_id: '$b' })]
    expect(await fetch(rawEvent(), [a, b])).toBe('Wann?')
    expect(await fetch(rawEvent(), [b, a])).toBe('Wann?')
  })

  it.each([
    ['somebody else’s', edit('Wann?', { sender: '@ben:staff.test' })],
    ['an edit of something else', edit('Wann?', { content: { 'm.relates_to': { event_id: '$other' } } })],
    ['an edit that was redacted', edit('Wann?', { content: {} })],
    ['no event', 'Wann?'],
  ])('is not replaced by what is %s', async (_, other) => {
    expect(await fetch(rawEvent(), [other])).toBe('Wo stehen die Server?')
  })

  it.each([
    ['cannot be decrypted', { type: 'm.room.encrypted' }],
    [
      'is no text',
      {
        content: {
          'm.new_content': { msgtype: 'm.image', body: 'x.png' },
          'm.relates_to': { rel_type: 'm.replace', event_id: '$question' },
        },
      },
    ],
  ])('does not come in an older wording if the newest %s', async (_, change) => {
    const newest = edit('Wann?', { event_id: '$newest', origin_server_ts: 1_000_002, ...change })
    expect(await fetch(rawEvent(), [edit('Wer?'), newest])).toBeUndefined()
  })

  it('does not come if its edits cannot be learnt', async () => {
    const fetchMessage = createFetchMessage({
      api: { event: () => Promise.resolve(rawEvent()), edits: () => Promise.resolve(undefined) },
      encryption: { decrypt: () => Promise.resolve({ kind: 'undecryptable', reason: 'test' }) },
    })
    expect(await fetchMessage(roomId(), eventId('question'))).toBeUndefined()
  })

  it('does not come if it is an edit itself', async () => {
    expect(await fetch(edit('Wann?'))).toBeUndefined()
  })

  it('does not come once it is redacted', async () => {
    expect(await fetch(rawEvent({ content: {} }))).toBeUndefined()
  })
})
