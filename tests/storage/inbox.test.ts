import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Database } from '../../src/storage/database.ts'
import { Inbox } from '../../src/storage/inbox.ts'
import type { IncomingEntry } from '../../src/matrix/ports/queues.ts'
import { Outbox } from '../../src/storage/outbox.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const room = '!room:staff.test'

const entry = (key: string, roomId = room): IncomingEntry => ({ key, roomId, kind: 'event', payload: '{}' })

const answer = (questionId: string) => ({
  transactionId: `answer-${questionId}`,
  roomId: room,
  type: 'm.room.message',
  content: '{"body":"Antwort"}',
  questionId,
})

function openBoxes(directory: string, now = () => 1000) {
  const database = Database.open(directory)
  const outbox = new Outbox(database, now)
  const inbox = new Inbox(database, outbox, now)
  const record = (token: string, ...entries: IncomingEntry[]) => {
    inbox.record({ token, entries, rooms: new Map() })
  }
  return {
    database,
    outbox,
    inbox,
    record,
    [Symbol.dispose]: () => {
      database[Symbol.dispose]()
    },
  }
}

describe('the inbox', () => {
  it('hands out the events of a room in the order of their coming, each until it is settled', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'), entry('$other', '!other:staff.test'))
    boxes.record('s2', entry('$2'))
    expect(boxes.inbox.next(room)?.key).toBe('$1')
    boxes.inbox.settle('$1', [])
    expect(boxes.inbox.next(room)?.key).toBe('$2')
    boxes.inbox.settle('$2', [])
    expect(boxes.inbox.next(room)).toBeUndefined()
    expect(boxes.inbox.waitingRooms()).toEqual(['!other:staff.test'])
  })

  it('keeps events and token over a restart', () => {
    using directory = temporaryDirectory()
    {
      using boxes = openBoxes(directory.path)
      boxes.record('s1', entry('$1'))
    }
    using boxes = openBoxes(directory.path)
    expect(boxes.inbox.token()).toBe('s1')
    expect(boxes.inbox.next(room)?.key).toBe('$1')
  })

  it('stores neither events nor token if one of the events cannot be stored', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    const broken: Record<string, unknown> = { ...entry('$2'), payload: {} }
    expect(() => {
      boxes.record('s1', entry('$1'), broken as unknown as IncomingEntry)
    }).toThrow()
    expect(boxes.inbox.token()).toBeUndefined()
    expect(boxes.inbox.next(room)).toBeUndefined()
  })

  it('does not take an event twice, even after it was handled', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'))
    boxes.inbox.settle('$1', [answer('$1')])
    boxes.record('s2', entry('$1'))
    expect(boxes.inbox.next(room)).toBeUndefined()
    expect(boxes.outbox.depth()).toBe(1)
  })

  it('puts the events of a gap before those that came after it', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'))
    boxes.record('s2', { ...entry('gap'), kind: 'gap' }, entry('$4'))
    boxes.inbox.settle('$1', [])
    const gap = boxes.inbox.next(room)
    expect(gap?.kind).toBe('gap')
    if (gap !== undefined) boxes.inbox.fill(gap, [entry('$2'), entry('$3')])
    const order: string[] = []
    for (let item = boxes.inbox.next(room); item !== undefined; item = boxes.inbox.next(room)) {
      order.push(item.key)
      boxes.inbox.settle(item.key, [])
    }
    expect(order).toEqual(['$2', '$3', '$4'])
  })

  it('lets a room go on while one of its events is parked, and takes it up again later', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'), entry('$2'))
    boxes.inbox.park('$1', 'missing key')
    expect(boxes.inbox.next(room)?.key).toBe('$2')
    expect(boxes.inbox.wake(room)).toBe(1)
    expect(boxes.inbox.next(room)?.key).toBe('$1')
  })

  it('forgets what waits when it is withdrawn in its room', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', { ...entry('$1'), payload: '{"body":"vertraulich"}' }, entry('$2'))
    boxes.inbox.park('$1', 'missing key')
    boxes.inbox.withdraw('!other:staff.test', '$1')
    expect(boxes.inbox.depth()).toMatchObject({ pending: 1, parked: 1 })
    boxes.inbox.withdraw(room, '$1')
    boxes.inbox.withdraw(room, '$2')
    expect(boxes.inbox.depth()).toEqual({ pending: 0, parked: 0, setAside: 0 })
    expect(boxes.database.all('SELECT payload FROM inbox')).toEqual([{ payload: null }, { payload: null }])
  })

  it('withdraws no change of the room itself', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', { ...entry('$upgrade'), kind: 'state' })
    boxes.inbox.withdraw(room, '$upgrade')
    expect(boxes.inbox.next(room, 'membership')?.key).toBe('$upgrade')
  })

  it('does not park an event that was woken while it was handled', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'))
    boxes.inbox.next(room)
    expect(boxes.inbox.wake(room)).toBe(0)
    boxes.inbox.park('$1', 'missing key')
    expect(boxes.inbox.next(room)?.key).toBe('$1')
    boxes.inbox.park('$1', 'missing key')
    expect(boxes.inbox.next(room)).toBeUndefined()
  })

  it('counts what was set aside, with nothing left of its content', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', { ...entry('$1'), payload: '{"body":"vertraulich"}' })
    boxes.inbox.setAside('$1', 'poison')
    expect(boxes.inbox.depth()).toEqual({ pending: 0, parked: 0, setAside: 1 })
    boxes.database.checkpoint()
    for (const file of readdirSync(directory.path)) {
      expect(readFileSync(path.join(directory.path, file), 'latin1')).not.toContain('vertraulich')
    }
  })

  it('forgets what was finished or parked before a given time, and nothing else', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.record('s1', entry('$1'), entry('$2'), entry('$3'))
    boxes.inbox.settle('$1', [])
    boxes.inbox.park('$3', 'missing key')
    expect(boxes.inbox.purge(1001)).toBe(2)
    expect(boxes.inbox.next(room)?.key).toBe('$2')
  })
})

it('forgets a room of which a sync leaves nothing to know', () => {
  using directory = temporaryDirectory()
  using boxes = openBoxes(directory.path)
  const facts = (text: string | undefined) => new Map([[room, text]])
  boxes.inbox.record({ token: 's1', entries: [], rooms: facts('{"membership":"invited"}') })
  expect(boxes.inbox.rooms().size).toBe(1)
  boxes.inbox.record({ token: 's2', entries: [], rooms: facts(undefined) })
  expect(boxes.inbox.rooms().size).toBe(0)
})

describe('the outbox', () => {
  it('gives the same bytes and transaction id until the event is acknowledged', () => {
    using directory = temporaryDirectory()
    {
      using boxes = openBoxes(directory.path)
      boxes.outbox.add(answer('$1'))
      boxes.outbox.add({ ...answer('$1'), content: '{"body":"anders"}' })
    }
    using boxes = openBoxes(directory.path)
    const { transactionId, content } = answer('$1')
    expect(boxes.outbox.next(room)).toMatchObject({ transactionId, content })
    boxes.outbox.sent('answer-$1', '$sent')
    expect(boxes.outbox.next(room)).toBeUndefined()
    expect(boxes.outbox.hasSent('$sent')).toBe(true)
  })

  it('does not queue an event again that was sent', () => {
    using directory = temporaryDirectory()
    using boxes = openBoxes(directory.path)
    boxes.outbox.add(answer('$1'))
    boxes.outbox.sent('answer-$1', '$sent')
    boxes.outbox.add(answer('$1'))
    expect(boxes.outbox.depth()).toBe(0)
  })

  it('remembers what belongs to a hand-over from its beginning for the time given, and all else for a shorter one', () => {
    using directory = temporaryDirectory()
    let now = 1_000
    using boxes = openBoxes(directory.path, () => now)
    const sent = (id: string, links: { handOver?: string; record?: string }) => {
      boxes.outbox.add({ ...answer(id), ...links })
      boxes.outbox.sent(`answer-${id}`, `$sent-${id}`)
    }
    sent('post', { handOver: 'answer-post', record: '{}' })
    sent('other', {})
    now = 5_000
    sent('relay', { handOver: 'answer-post', record: '{}' })
    const posts = () => boxes.outbox.handOvers('id', 'answer-post')
    expect(posts()).toMatchObject([{ eventId: '$sent-post', createdAt: 1_000 }])
    expect(boxes.outbox.purge(4_000, 1_000)).toBe(1)
    expect(boxes.outbox.sentAs('$sent-relay')).toMatchObject({ handOver: 'answer-post' })
    expect(boxes.outbox.purge(4_000, 1_001)).toBe(2)
    expect(posts()).toEqual([])
  })
})
