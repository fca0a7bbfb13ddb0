import { it as plainIt } from 'vitest'
import { TestBot } from '../homeserver/bot.ts'
import type { BotSetUp } from '../homeserver/bot.ts'
import { EncryptedPerson } from '../homeserver/encryption/encrypted-person.ts'
import { Person } from '../homeserver/person.ts'
import { tinyCore } from '../support/tiny-core.ts'
import { Servers } from './servers.ts'

/**
 * A test in which those take part whom it names: the bot, Anna and Carla have accounts on one server, Ben and Dora on another, and Carla
 * and Dora talk in encrypted rooms. All tests of a file share the servers, which are connected again after each.
 */
export const it = plainIt
  .extend('cacheDirectory', { scope: 'file' }, '.cache')
  .extend('sharedServers', { scope: 'file' }, async ({ cacheDirectory }, { onCleanup }) => {
    const servers = await Servers.start(cacheDirectory)
    onCleanup(() => servers[Symbol.asyncDispose]())
    return servers
  })
  .extend('servers', ({ sharedServers }, { onCleanup }) => {
    onCleanup(() => {
      sharedServers.connect('open')
      sharedServers.slowDown(0)
    })
    return sharedServers
  })
  .extend('bot', async ({ servers }, { onCleanup }) => {
    const bot = await TestBot.create(servers.home.homeserver)
    onCleanup(() => bot[Symbol.asyncDispose]())
    return bot
  })
  .extend('anna', ({ servers }) => Person.register(servers.home.homeserver, 'anna'))
  .extend('ben', ({ servers }) => Person.register(servers.other.homeserver, 'ben'))
  .extend('carla', async ({ servers }, { onCleanup }) => {
    const carla = await EncryptedPerson.register(servers.home.homeserver, 'carla')
    onCleanup(() => carla[Symbol.asyncDispose]())
    return carla
  })
  .extend('dora', async ({ servers }, { onCleanup }) => {
    const dora = await EncryptedPerson.register(servers.other.homeserver, 'dora')
    onCleanup(() => dora[Symbol.asyncDispose]())
    return dora
  })
  .extend(
    'startBot',
    ({ servers, bot }) =>
      (setUp: BotSetUp) =>
        bot.configure(servers.home.homeserver.url, setUp).start({ core: tinyCore }),
  )
