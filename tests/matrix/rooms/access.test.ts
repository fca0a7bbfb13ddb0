import { describe, expect, it } from 'vitest'
import { createAccess } from '../../../src/matrix/rooms/access.ts'
import { userId } from '../../support/matrix-events.ts'
import { isUserId } from '../../../src/matrix/ports/ids.ts'

const admits = (glob: string, user: string) =>
  isUserId(user) && createAccess({ inviters: [glob], rooms: [] }).admitsUser(user)

describe('the allow list', () => {
  it.each([
    ['@*:tu-dresden.de', '@anna:tu-dresden.de', true],
    ['@*:tu-dresden.de', '@anna:evil.example', false],
    ['@*:tu-dresden.de', '@anna:evil.example:tu-dresden.de', false],
    ['@*:tu-dresden.de', '@anna:tu-dresdenXde', false],
    ['@*:tu-dresden.de', '@anna:tu-dresden.de.evil.example', false],
    ['@anna:tu-dresden.de', '@annabel:tu-dresden.de', false],
    ['@a??a:*', '@anna:anywhere.example', true],
  ])('%s for %s: %s', (glob, user, expected) => {
    expect(admits(glob, user)).toBe(expected)
  })

  it('admits nobody if it is empty', () => {
    const access = createAccess({ inviters: [], rooms: [] })
    expect(access.admitsUser(userId('anna'))).toBe(false)
  })
})
