import { expect, it } from 'vitest'
import { createFillGap } from '../../../src/matrix/sync/fill-gap.ts'
import { rawEvent, roomId, userId } from '../../support/matrix-events.ts'
import { silentEvents } from '../../support/silent-events.ts'

const self = userId('bot')
const member = (id: string, membership: string, sender: string) =>
  rawEvent({
    ...{ event_id: `$${id}`, type: 'm.room.member', sender, state_key: self },
    content: { membership },
  })
const said = (id: string, sender = userId('anna')) => rawEvent({ event_id: `$${id}`, sender })

const options = { self, events: silentEvents, maxEvents: 100, maxAgeMs: 1_000_000, now: () => 1_000_000 }

/** Newest first, as a homeserver pages back. */
const history = [
  said('after', userId('ben')),
  member('join', 'join', self),
  said('other', userId('ben')),
  said('along'),
  member('invitation', 'invite', userId('anna')),
  said('before'),
]

async function keysFor(gap: object, chunk: readonly unknown[] = history) {
  const fill = createFillGap({
    ...options,
    requester: { request: () => Promise.resolve({ chunk }) },
  })
  const handling = await fill(roomId(), JSON.stringify({ from: 'p1', ...gap }))
  return handling.kind === 'filled' ? handling.entries.map(({ key }) => key) : []
}

it('fills a gap back to the own join', async () => {
  expect(await keysFor({ to: 's1' })).toEqual(['$after'])
})

it('takes no new name or picture of the bot for its join', async () => {
  const renamed = { ...member('renamed', 'join', self), unsigned: { prev_content: { membership: 'join' } } }
  expect(await keysFor({ to: 's1' }, [renamed, ...history])).toEqual(['$after'])
})

it('goes on to the invitation for the words of who invites to a direct chat', async () => {
  expect(await keysFor({ inviter: userId('anna') })).toEqual(['$along', '$after'])
  const beforeJoin = { inviter: userId('anna'), isBeforeJoin: true }
  expect(await keysFor(beforeJoin, history.slice(2))).toEqual(['$along'])
})

it.each([
  ['goes on at the same place', () => 'p1', 1],
  ['goes on without ever bringing anything', (page: number) => `p${page}`, 100],
])('ends a gap whose history %s', async (_, next, pages) => {
  let asked = 0
  const request = () => {
    asked += 1
    return Promise.resolve({ chunk: [], end: next(asked + 1) })
  }
  await createFillGap({ ...options, requester: { request } })(roomId(), JSON.stringify({ from: 'p1' }))
  expect(asked).toBe(pages)
})

it('is not ended by one event with an old date, but by a page of them', async () => {
  const old = (id: string) => rawEvent({ event_id: `$${id}`, origin_server_ts: 1 })
  const pages = [[said('late'), old('odd'), said('early')], [old('far'), old('farther')], [said('beyond')]]
  const request = () => Promise.resolve({ chunk: pages.shift(), end: `p${pages.length}` })
  const fill = createFillGap({ ...options, now: () => 2_000_000, requester: { request } })
  const handling = await fill(roomId(), JSON.stringify({ from: 'p9' }))
  expect(handling).toMatchObject({ entries: [{ key: '$early' }, { key: '$late' }] })
  expect(pages).toHaveLength(1)
})
