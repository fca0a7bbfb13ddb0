import { describe, expect, it } from 'vitest'
import { Database } from '../../src/storage/database.ts'
import { Outbox } from '../../src/storage/outbox.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const entry = (transactionId: string, roomId: string) => ({
  ...{ transactionId, roomId, type: 'm.room.message', content: `{"body":"${transactionId}"}`, record: '{}' },
})

/** A post in the desk's room, and what is said of it to the asker. */
function setUp() {
  const directory = temporaryDirectory()
  const database = Database.open(directory.path)
  const clock = { now: 1 }
  const outbox = new Outbox(database, () => clock.now)
  outbox.add(entry('post', '!desk'))
  outbox.add({ ...entry('confirmed', '!direct'), after: { transactionId: 'post', outcome: 'sent' } })
  outbox.add({ ...entry('failed', '!direct'), after: { transactionId: 'post', outcome: 'dropped' } })
  return {
    clock,
    outbox,
    next: () => outbox.next('!direct'),
    [Symbol.dispose]: () => {
      database[Symbol.dispose]()
      directory[Symbol.dispose]()
    },
  }
}

describe('what is held back', () => {
  it('is neither sent, nor counted, nor taken for what the bot said last', () => {
    using stage = setUp()
    expect(stage.next()).toBeUndefined()
    expect(stage.outbox.waitingRooms()).toEqual(['!desk'])
    expect(stage.outbox.depth()).toBe(1)
    expect(stage.outbox.lastIn('!direct', undefined)).toBeUndefined()
  })

  it('is sent once what it waits for is sent, and then its opposite is not', () => {
    using stage = setUp()
    stage.clock.now = 100
    expect(stage.outbox.sent('post', '$post')).toEqual(['!direct'])
    expect(stage.next()).toMatchObject({ transactionId: 'confirmed', createdAt: 100 })
    expect(stage.outbox.sent('post', '$post')).toEqual([])
    stage.outbox.sent('confirmed', '$confirmed')
    expect(stage.next()).toBeUndefined()
    expect(stage.outbox.lastIn('!direct', undefined)?.transactionId).toBe('confirmed')
  })

  it.each(['sent', 'dropped'] as const)('is not held if what it waits for is %s already', (outcome) => {
    using stage = setUp()
    stage.outbox[outcome]('post', '$post')
    for (const after of ['sent', 'dropped'] as const) {
      stage.outbox.add({ ...entry(after, '!late'), after: { transactionId: 'post', outcome: after } })
    }
    expect(stage.outbox.next('!late')).toMatchObject({ transactionId: outcome })
    stage.outbox.sent(outcome, '$told')
    expect(stage.outbox.next('!late')).toBeUndefined()
    stage.outbox.dropped('confirmed', 'too-old')
    stage.outbox.dropped('failed', 'too-old')
    expect(stage.outbox.purge(1_000, 1_000)).toBe(5)
  })

  it('stays as it is if what it waits for is given up after the homeserver has shown it', () => {
    using stage = setUp()
    stage.outbox.sent('post', '$post')
    expect(stage.outbox.dropped('post', 'refused')).toEqual([])
    expect(stage.outbox.sentAs('$post')?.transactionId).toBe('post')
    expect(stage.next()).toMatchObject({ transactionId: 'confirmed' })
  })

  it('is replaced by its opposite if what it waits for is dropped', () => {
    using stage = setUp()
    expect(stage.outbox.dropped('post', 'refused')).toEqual(['!direct'])
    expect(stage.next()).toMatchObject({ transactionId: 'failed' })
    stage.outbox.sent('failed', '$failed')
    expect(stage.next()).toBeUndefined()
  })
})
