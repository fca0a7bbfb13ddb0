import { describe, expect, it } from 'vitest'
import { decodeEvent } from '../../../src/matrix/inbound/decode-event.ts'
import { decodeRoomEvent } from '../../../src/matrix/ports/room-event.ts'
import { rawEvent, roomId } from '../../support/matrix-events.ts'

describe('what a redaction removes', () => {
  const redaction = (change: Record<string, unknown>) => {
    const event = decodeRoomEvent(rawEvent({ type: 'm.room.redaction', ...change }))
    return event && decodeEvent(roomId(), event)
  }

  it.each([
    ['stands in its content', { content: { redacts: '$new' } }, '$new'],
    ['stands outside of it in older rooms', { content: {}, redacts: '$old' }, '$old'],
    [
      'is what the homeserver has checked',
      { content: { redacts: '$said' }, redacts: '$checked' },
      '$checked',
    ],
  ])('%s', (_, change, target) => {
    expect(redaction(change)).toMatchObject({ kind: 'redaction', target })
  })
})
