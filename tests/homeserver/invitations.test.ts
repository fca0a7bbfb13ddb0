import path from 'node:path'
import { Database } from '../../src/storage/database.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { waitFor } from './person.ts'
import { it } from './scene.ts'

describeOnHomeserver('an invitation', (homeserver) => {
  it('is accepted from those whom the allow list admits', async ({ bot, anna }) => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
  })

  it('is rejected from all others, and its room forgotten', async ({ bot, anna, eve }) => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await eve.createDirectRoom(bot.userId)
    await eve.waitForMembership(roomId, bot.userId, 'leave')
    const state = path.join(bot.directory.path, 'state')
    await waitFor(() => (knows(state, roomId) ? undefined : true))
  })

  it('is rejected from everybody if nobody is admitted', async ({ bot, anna }) => {
    await bot.configure(homeserver.url, { inviters: [] }).start()
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'leave')
  })

  it('is accepted into a room that is admitted by its id, whoever sends it', async ({ eve, bot }) => {
    const roomId = await eve.createRoom()
    const config = { access: { inviters: [], rooms: [roomId] } }
    await bot.configure(homeserver.url, { config }).start()
    await eve.invite(roomId, bot.userId)
    await eve.waitForMembership(roomId, bot.userId, 'join')
  })

  it('is decided upon at the start if it came before', async ({ anna, bot, eve }) => {
    const admitted = await anna.createDirectRoom(bot.userId)
    const rejected = await eve.createDirectRoom(bot.userId)
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    await anna.waitForMembership(admitted, bot.userId, 'join')
    await eve.waitForMembership(rejected, bot.userId, 'leave')
  })

  it('counts no longer once nobody who is admitted is left in the room', async ({ bot, anna, eve }) => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await anna.createRoom({ invite: [bot.userId, eve.userId] })
    await eve.join(roomId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.leave(roomId)
    await eve.waitForMembership(roomId, bot.userId, 'leave')
  })
})

function knows(state: string, roomId: string): boolean {
  using database = Database.openForReading(state)
  return database.get('SELECT 1 FROM rooms WHERE room_id = ?', roomId) !== undefined
}
