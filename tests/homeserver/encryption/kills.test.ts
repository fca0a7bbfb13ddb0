import { expect, it } from 'vitest'
import { runKills } from '../../kills/kills.ts'
import { describeOnHomeserver } from '../homeserver.ts'

describeOnHomeserver('a bot that is killed while people talk to it in an encrypted room', (homeserver) => {
  // The proof is `npm run test:kills`; this shows that nothing has made it pointless.
  it('keeps its identity, answers everything once, and uses no key twice', { timeout: 240_000 }, async () => {
    const report = await runKills(homeserver, { seed: 5, kills: 8 })
    const { questions, kills, roomKeys, oneTimeKeys, ...outcome } = report
    expect(outcome).toEqual({
      ...{ lost: [], doubled: [], wrong: [], unreadable: [], inClear: [] },
      ...{ reusedIndices: [], oneTimeKeysUploadedTwice: [] },
      ...{ sameIdentity: true, devices: 1, crashes: 0, complaints: [] },
    })
    expect(questions).toBeGreaterThan(kills)
    expect(roomKeys).toBeGreaterThan(1)
    expect(oneTimeKeys).toBeGreaterThan(50)
  })
})
