import { afterEach, beforeEach, it } from 'vitest'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

describeOnHomeserver('an invitation', (homeserver) => {
  let bot: TestBot
  let anna: Person
  let mallory: Person

  beforeEach(async () => {
    bot = await TestBot.create(homeserver)
    anna = await Person.register(homeserver, 'anna')
    mallory = await Person.register(homeserver, 'mallory')
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  it('is accepted from those whom the allow list admits', async () => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
  })

  it('is rejected from all others', async () => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await mallory.createDirectRoom(bot.userId)
    await mallory.waitForMembership(roomId, bot.userId, 'leave')
  })

  it('is rejected from everybody if nobody is admitted', async () => {
    await bot.configure(homeserver.url, { inviters: [] }).start()
    const roomId = await anna.createDirectRoom(bot.userId)
    await anna.waitForMembership(roomId, bot.userId, 'leave')
  })

  it('is accepted into a room that is admitted by its id, whoever sends it', async () => {
    const roomId = await mallory.createRoom()
    const config = { access: { inviters: [], rooms: [roomId] } }
    await bot.configure(homeserver.url, { config }).start()
    await mallory.invite(roomId, bot.userId)
    await mallory.waitForMembership(roomId, bot.userId, 'join')
  })

  it('is decided upon at the start if it came before', async () => {
    const admitted = await anna.createDirectRoom(bot.userId)
    const rejected = await mallory.createDirectRoom(bot.userId)
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    await anna.waitForMembership(admitted, bot.userId, 'join')
    await mallory.waitForMembership(rejected, bot.userId, 'leave')
  })

  it('counts no longer once nobody who is admitted is left in the room', async () => {
    await bot.configure(homeserver.url, { inviters: [anna.userId] }).start()
    const roomId = await anna.createRoom({ invite: [bot.userId, mallory.userId] })
    await mallory.join(roomId)
    await anna.waitForMembership(roomId, bot.userId, 'join')
    await anna.leave(roomId)
    await mallory.waitForMembership(roomId, bot.userId, 'leave')
  })
})
