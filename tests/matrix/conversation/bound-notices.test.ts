import { describe, expect, it } from 'vitest'
import { createBoundNotices } from '../../../src/matrix/conversation/bound-notices.ts'
import type { RoomId, UserId } from '../../../src/matrix/ports/ids.ts'

describe('createBoundNotices', () => {
  const bound = createBoundNotices(new Map([['!phones:x.de' as RoomId, ['softphone']]]), {
    '@anna:north.example': ['softphone', 'doors'],
    '@*:north.example': ['doors'],
  })
  const noticesFor = (room: string, person: string) => bound(room as RoomId, person as UserId)

  it.each([
    ['those of the room, whoever speaks', '!phones:x.de', '@b:north.example', ['softphone']],
    ['those of the person elsewhere', '!direct:x.de', '@b:north.example', ['doors']],
    [
      'those of the first line that names them',
      '!direct:x.de',
      '@anna:north.example',
      ['softphone', 'doors'],
    ],
    ['all where nothing is bound', '!direct:x.de', '@b:south.example', undefined],
  ])('gives %s', (_, room, person, expected) => {
    expect(noticesFor(room, person)).toEqual(expected)
  })
})
