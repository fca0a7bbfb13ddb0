import { expect } from 'vitest'
import { createCore } from '../../src/core/core.ts'
import { loadKnowledge } from '../../src/knowledge-files/knowledge-files.ts'
import { fixtureFolder } from '../support/fixtures.ts'
import { botName, type TestBot } from './bot.ts'
import { bodyOf } from './events.ts'
import { describeOnHomeserver } from './homeserver.ts'
import type { Person } from './person.ts'
import { it } from './scene.ts'

const gardenQuestion = 'Darf mein Hund mit?'
const parkingQuestion = 'Wie öffne ich die Schranke?'

const knowledge = await loadKnowledge(fixtureFolder('two-notices'))
const core = createCore(knowledge, { name: botName, contact: undefined })

describeOnHomeserver('a bot of two notices', (homeserver) => {
  const answerTo = async (person: Person, bot: TestBot, roomId: string, question: string) => {
    const asked = await person.say(roomId, question)
    return bodyOf(await person.waitForReply(roomId, asked, bot.userId))
  }

  it('answers from both where nothing is bound', async ({ bot, anna }) => {
    await bot.configure(homeserver.url).start({ core })
    const roomId = await anna.createDirectRoom(bot.userId)
    expect(await answerTo(anna, bot, roomId, gardenQuestion)).toContain('Hunde bleiben draußen.')
    expect(await answerTo(anna, bot, roomId, parkingQuestion)).toContain('mit dem Dienstausweis')
  })

  it('answers a person from the notice that they are bound to, and from no other', async ({
    bot,
    anna,
    ben,
  }) => {
    const people = { notices: { [anna.userId]: ['parking'] } }
    await bot.configure(homeserver.url, { config: { people } }).start({ core })
    const hers = await anna.createDirectRoom(bot.userId)
    expect(await answerTo(anna, bot, hers, parkingQuestion)).toContain('mit dem Dienstausweis')
    expect(await answerTo(anna, bot, hers, gardenQuestion)).not.toContain('Hunde')
    const his = await ben.createDirectRoom(bot.userId)
    expect(await answerTo(ben, bot, his, gardenQuestion)).toContain('Hunde bleiben draußen.')
  })

  it('answers in a room from the notice that the room is bound to, whoever asks', async ({
    bot,
    anna,
    ben,
    createRoom,
  }) => {
    const roomId = await createRoom()
    const rooms = { helpdesk: [roomId], notices: { [roomId]: ['garden'] } }
    const people = { notices: { [ben.userId]: ['parking'] } }
    await bot.configure(homeserver.url, { config: { rooms, people } }).start({ core })
    await anna.waitForMembership(roomId, bot.userId, 'join')
    expect(await answerTo(ben, bot, roomId, gardenQuestion)).toContain('Hunde bleiben draußen.')
    expect(await answerTo(ben, bot, roomId, `${bot.userId} ${parkingQuestion}`)).not.toContain(
      'Dienstausweis',
    )
  })
})
