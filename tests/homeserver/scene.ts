import { inject, it as plainIt } from 'vitest'
import { TestBot } from './bot.ts'
import type { Homeserver } from './homeserver.ts'
import { Person } from './person.ts'

const provided = inject('homeserver')
const suiteHomeserver: Homeserver = provided.available
  ? provided
  : { url: '', serverName: '', registrationSecret: '' }

interface Place {
  readonly homeserver: Homeserver
}

interface Cast {
  readonly bot: TestBot
  readonly anna: Person
  readonly ben: Person
}

interface CleanupHook {
  readonly onCleanup: (cleanup: () => Promise<void>) => void
}

const createBot = async ({ homeserver }: Place, { onCleanup }: CleanupHook) => {
  const bot = await TestBot.create(homeserver)
  onCleanup(() => bot[Symbol.asyncDispose]())
  return bot
}

const register =
  (name: string) =>
  ({ homeserver }: Place) =>
    Person.register(homeserver, name)

/** Creates a room of Anna's in which Ben is and to which the bot is invited. */
const roomCreation =
  ({ anna, ben, bot }: Cast) =>
  async (options: Readonly<Record<string, unknown>> = {}) => {
    const roomId = await anna.createRoom({ invite: [ben.userId, bot.userId], ...options })
    await ben.join(roomId)
    return roomId
  }

/** For a fixture that all tests of a file share. */
export const shared = { scope: 'file' } as const

/** For a fixture that is there before the first test of a file begins, also if no test names it. */
export const atFirst = { ...shared, auto: true } as const

const onHomeserver = plainIt.extend('homeserver', shared, suiteHomeserver)

/** A test in which those take part whom it names, with accounts of their own on the suite's homeserver. */
export const it = onHomeserver
  .extend('bot', createBot)
  .extend('anna', register('anna'))
  .extend('ben', register('ben'))
  .extend('eve', register('eve'))
  .extend('agent', register('agent'))
  .extend('createRoom', roomCreation)

/** A test that shares its bot and the account of each person with all tests of its file. */
export const sharedIt = onHomeserver
  .extend('bot', shared, createBot)
  .extend('anna', shared, register('anna'))
  .extend('ben', shared, register('ben'))
  .extend('createRoom', shared, roomCreation)
