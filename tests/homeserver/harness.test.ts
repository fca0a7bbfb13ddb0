import { expect, it } from 'vitest'
import { describeOnHomeserver } from './homeserver.ts'
import { Person } from './person.ts'

describeOnHomeserver('the homeserver of the suite', (homeserver) => {
  it('lets two people talk in a room', async () => {
    const anna = await Person.register(homeserver, 'anna')
    const ben = await Person.register(homeserver, 'ben')
    const roomId = await anna.createRoom({ invite: [ben.userId] })
    await ben.join(roomId)
    const eventId = await anna.say(roomId, 'Guten Morgen')
    const seen = await ben.waitForEvent(roomId, (event) => event.event_id === eventId)
    expect(seen.content['body']).toBe('Guten Morgen')
    expect(await anna.members(roomId)).toEqual({ [anna.userId]: 'join', [ben.userId]: 'join' })
  })
})
