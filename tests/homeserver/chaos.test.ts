import { expect, it } from 'vitest'
import { runChaos } from '../chaos/chaos.ts'
import { describeOnHomeserver } from './homeserver.ts'

describeOnHomeserver('killed at random and cut off from its homeserver, the bot', (homeserver) => {
  it('answers each question exactly once', async () => {
    const { lost, doubled, wrong, crashes, wordsInLog, questions } = await runChaos(homeserver, {
      seed: 7,
      kills: 3,
      plainRooms: 2,
      encryptedRooms: 1,
      faultRate: 0.1,
    })
    expect({ lost, doubled, wrong, crashes, wordsInLog }).toEqual({
      ...{ lost: [], doubled: [], wrong: [] },
      ...{ crashes: 0, wordsInLog: false },
    })
    expect(questions).toBeGreaterThan(0)
  }, 180_000)
})
