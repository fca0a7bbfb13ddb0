import { describe, expect, it } from 'vitest'
import { createFetchMessage } from '../../../src/matrix/conversation/fetch-message.ts'
import { eventId, rawEvent, roomId } from '../../support/matrix-events.ts'

const edit = (change: Record<string, unknown> = {}) =>
  rawEvent({
    event_id: '$edit',
    content: {
      body: '* Wann?',
      'm.new_content': { msgtype: 'm.text', body: 'Wann?' },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$question' },
    },
    ...change,
  })
const edited = rawEvent({ unsigned: { 'm.relations': { 'm.replace': { event_id: '$edit' } } } })

async function fetch(events: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const fetchMessage = createFetchMessage({
    api: { event: (_, id) => Promise.resolve(events[id]) },
    encryption: { decrypt: () => Promise.resolve({ kind: 'undecryptable', reason: 'test' }) },
  })
  return (await fetchMessage(roomId(), eventId('question')))?.body
}

describe('a message that is fetched', () => {
  it('comes as it was written', async () => {
    expect(await fetch({ $question: rawEvent() })).toBe('Wo stehen die Server?')
  })

  it('comes in its newest wording', async () => {
    expect(await fetch({ $question: edited, $edit: edit() })).toBe('Wann?')
  })

  it.each([
    ['is missing', undefined],
    ['cannot be read', edit({ type: 'm.room.encrypted', content: {} })],
    ['is somebody else’s', edit({ sender: '@ben:staff.test' })],
    ['is no edit of it', rawEvent({ event_id: '$edit' })],
  ])('does not come in an older wording if the newest %s', async (_, newest) => {
    expect(await fetch({ $question: edited, $edit: newest })).toBeUndefined()
  })

  it('does not come once it is redacted', async () => {
    expect(await fetch({ $question: rawEvent({ content: {} }) })).toBeUndefined()
  })
})
