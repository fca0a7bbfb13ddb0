import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { provisionSynapse } from '../../src/workshop/demo/python.ts'
import { startSynapse } from '../../src/workshop/demo/synapse.ts'
import type { Synapse } from '../../src/workshop/demo/synapse.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { TestBot } from './bot.ts'
import { describeOnHomeserver } from './homeserver.ts'
import { Person, waitFor } from './person.ts'

const page = `
  <form method="post">
    <input type="hidden" name="v" value="{{ version }}"><input type="hidden" name="u" value="{{ user }}">
    <input type="hidden" name="h" value="{{ userhmac }}">
  </form>`

/** A Synapse on which nobody may enter a room or say anything before they have accepted its terms. */
function startWithTerms(python: string, templates: string): Promise<Synapse> {
  mkdirSync(path.join(templates, 'en'))
  writeFileSync(path.join(templates, 'en', '1.html'), page)
  writeFileSync(path.join(templates, 'en', 'success.html'), 'Accepted.')
  const block_events_error = 'Accept the terms at %(consent_uri)s'
  return startSynapse({
    ...{ python, serverName: 'terms.test', resources: ['consent'] },
    settings: { user_consent: { template_dir: templates, version: '1', block_events_error } },
  })
}

/** As a person does it: at the address that the refusal names, with what its form has. */
async function acceptTerms(person: Person): Promise<void> {
  const refusal = await person.createRoom().catch(String)
  const { consent_uri: address } = JSON.parse(refusal.slice(refusal.indexOf('{'))) as { consent_uri: string }
  const form = await (await fetch(address)).text()
  const inputs = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ])
  const action = new URL(address)
  action.search = ''
  const { status } = await fetch(action, { method: 'POST', body: new URLSearchParams(inputs) })
  expect(status).toBe(200)
}

describeOnHomeserver('where terms have to be accepted', () => {
  const templates = temporaryDirectory()
  let synapse: Synapse
  let bot: TestBot
  let anna: Person

  beforeAll(async () => {
    synapse = await startWithTerms(await provisionSynapse({ cacheDirectory: '.cache' }), templates.path)
  })
  afterAll(async () => {
    await synapse[Symbol.asyncDispose]()
    templates[Symbol.dispose]()
  })
  beforeEach(async () => {
    bot = await TestBot.create(synapse)
    anna = await Person.register(synapse, 'anna')
    await acceptTerms(anna)
  })
  afterEach(async () => {
    await bot[Symbol.asyncDispose]()
  })

  const examine = () => runCommand(['doctor', '--config', bot.configFile])

  it('the bot says so, and enters and answers once they are', async () => {
    await bot.configure(synapse.url).start({ core: tinyCore })
    const room = await anna.createDirectRoom(bot.userId)
    const asked = await anna.say(room, 'Frage 1')
    await waitFor(() => (bot.log.some((line) => line.includes('set aside')) ? true : undefined))
    const missing = await examine()
    expect(missing).toMatchObject({
      code: 1,
      output: expect.stringMatching(/problem.*M_CONSENT_NOT_GIVEN/) as string,
    })

    await acceptTerms(bot.person(synapse))
    await bot.stop()
    await bot.start({ core: tinyCore })
    await anna.waitForMembership(room, bot.userId, 'join')
    await anna.waitForReply(room, asked, bot.userId)
    expect((await examine()).output).not.toContain('M_CONSENT_NOT_GIVEN')
  })
})
