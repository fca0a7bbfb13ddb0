import { inject, it as plainIt } from 'vitest'
import { TestBot } from './bot.ts'
import type { Homeserver } from './homeserver.ts'
import { Person } from './person.ts'

const provided = inject('homeserver')
const suiteHomeserver: Homeserver = provided.available
  ? provided
  : { url: '', serverName: '', registrationSecret: '' }

/** A test in which those take part whom it names, with accounts of their own on the suite's homeserver. */
export const it = plainIt
  .extend('homeserver', suiteHomeserver)
  .extend('bot', async ({ homeserver }, { onCleanup }) => {
    const bot = await TestBot.create(homeserver)
    onCleanup(() => bot[Symbol.asyncDispose]())
    return bot
  })
  .extend('anna', ({ homeserver }) => Person.register(homeserver, 'anna'))
  .extend('ben', ({ homeserver }) => Person.register(homeserver, 'ben'))
  .extend('eve', ({ homeserver }) => Person.register(homeserver, 'eve'))
