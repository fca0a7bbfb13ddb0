import { describe, expect, it, vi } from 'vitest'
import { Database } from '../../src/storage/database.ts'
import { Outbox } from '../../src/storage/outbox.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** Tells how the database finds the rows of whatever is asked while `ask` runs. */
function plansOf(database: Database, ask: () => void): readonly string[] {
  const reads = [vi.spyOn(database, 'get'), vi.spyOn(database, 'all')]
  ask()
  const asked = reads.flatMap(({ mock }) => mock.calls)
  return asked.flatMap(([sql, ...values]) =>
    database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)),
  )
}

function setUp(posts: number) {
  const directory = temporaryDirectory()
  const database = Database.open(directory.path)
  const outbox = new Outbox(database, () => 1)
  for (let number = 0; number < posts; number += 1) {
    const transactionId = `post${number}`
    outbox.add({
      ...{ transactionId, roomId: '!desk', type: 'm.room.message', content: '{}' },
      ...{ targetId: `$question${number}`, handOver: transactionId },
      record: JSON.stringify({ asker: `@person${number % 10}:staff.test`, consentId: `$consent${number}` }),
    })
    outbox.sent(transactionId, `$event${number}`)
    outbox.add({
      ...{ transactionId: `edit${number}`, roomId: '!desk', type: 'm.room.message', content: '{}' },
      ...{ about: transactionId, questionId: `$edit${number}` },
    })
    outbox.sent(`edit${number}`, `$new${number}`)
  }
  return {
    database,
    outbox,
    [Symbol.dispose]: () => {
      database[Symbol.dispose]()
      directory[Symbol.dispose]()
    },
  }
}

describe('what is looked up in the outbox', () => {
  it.each([
    ['a hand-over by its post', (outbox: Outbox) => outbox.handOvers('id', 'post7'), 1],
    ['a hand-over by its question', (outbox: Outbox) => outbox.handOvers('question', '$question7'), 1],
    ['hand-overs by their asker', (outbox: Outbox) => outbox.handOvers('asker', '@person7:staff.test'), 5],
    ['a hand-over by its consent', (outbox: Outbox) => outbox.handOvers('consent', '$consent7'), 1],
    ['answers to an event', (outbox: Outbox) => outbox.answersTo('$question7'), 1],
    ['a message by what it was reworded for', (outbox: Outbox) => outbox.rewordedFor('$edit7'), 1],
    ['a message by its event', (outbox: Outbox) => [outbox.sentAs('$event7')], 1],
    ['reactions', (outbox: Outbox) => outbox.reactionsTo('post7'), 0],
    ['what waits in a room', (outbox: Outbox) => [outbox.next('!desk')], 1],
  ])('is found by an index, and nothing else is read: %s', (_, ask, rows) => {
    using stage = setUp(50)
    let found: readonly unknown[] = []
    const plans = plansOf(stage.database, () => {
      found = ask(stage.outbox)
    })
    expect(found).toHaveLength(rows)
    expect(plans.length).toBeGreaterThan(0)
    expect(plans.filter((step) => step.startsWith('SCAN'))).toEqual([])
  })
})
