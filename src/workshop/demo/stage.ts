import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { prepareKnowledge } from '../../knowledge-files/prepare-knowledge.ts'
import { registerAccount } from './account.ts'
import type { Account } from './account.ts'
import { startBot } from './bot-process.ts'
import { Person } from './person.ts'
import type { PersonName } from './scenes.ts'
import { startSynapse } from './synapse.ts'
import type { Synapse } from './synapse.ts'
import { botName } from './transcript.ts'

const serverName = 'demo.test'
export const helpdeskAlias = `#it-helpdesk:${serverName}`

export interface Login {
  readonly userId: string
  readonly password: string
}

/** Everything that the demo plays on: homeserver, people, rooms and the running bot. */
export interface Stage extends AsyncDisposable {
  readonly homeserverUrl: string
  readonly botUserId: string
  readonly people: Readonly<Record<PersonName, Person>>
  readonly logins: readonly Login[]
  readonly helpdeskRoom: string
  /** Each person's conversation with the bot alone. */
  readonly directRooms: Readonly<Record<PersonName, string>>
  readonly botLogFile: string
}

export interface StageOptions {
  /** Interpreter that `provisionSynapse` returned. */
  readonly python: string
  readonly knowledgeDirectory: string
  /** Where the knowledge is kept between runs, ready for use; preparing it takes seconds. */
  readonly keptFile: string
  readonly onProgress: (step: string) => void
  readonly signal: AbortSignal
}

export async function setStage(options: StageOptions): Promise<Stage> {
  await using resources = new AsyncDisposableStack()
  const next = (step: string) => {
    options.signal.throwIfAborted()
    options.onProgress(step)
  }
  next('reading the knowledge')
  const { knowledgeDirectory, keptFile, signal } = options
  await prepareKnowledge({ directory: knowledgeDirectory, encoder: true, keptFile }, signal)
  next('starting the homeserver')
  const synapse = resources.use(await startSynapse({ python: options.python, serverName }))
  next('creating accounts and the helpdesk room')
  const password = randomBytes(5).toString('hex')
  const register = (username: string, displayName: string) =>
    registerAccount(synapse, { username, password, displayName })
  const bot = await register('hinweisbot', botName)
  const [anna, ben] = [await register('anna', 'Anna'), await register('ben', 'Ben')]
  const people = {
    Anna: resources.use(await Person.login(synapse.url, anna)),
    Ben: resources.use(await Person.login(synapse.url, ben)),
  }
  const helpdeskRoom = await createHelpdesk(people, bot)
  next('starting the bot')
  const files = await writeConfig(synapse, bot, options)
  const { logFile } = resources.use(await startBot(files.config, files.log))
  const direct = (person: Person) => person.createRoom({ direct: true, invite: [bot.userId] })
  const directRooms = { Anna: await direct(people.Anna), Ben: await direct(people.Ben) }
  const stage = resources.move()
  return {
    homeserverUrl: synapse.url,
    botUserId: bot.userId,
    people,
    logins: [anna, ben],
    helpdeskRoom,
    directRooms,
    botLogFile: logFile,
    [Symbol.asyncDispose]: () => stage.disposeAsync(),
  }
}

async function createHelpdesk({ Anna, Ben }: Stage['people'], bot: Account): Promise<string> {
  const roomId = await Anna.createRoom({
    name: 'IT-Helpdesk',
    alias: 'it-helpdesk',
    invite: [Ben.userId, bot.userId],
  })
  await Ben.join(roomId)
  return roomId
}

/** The bot's configuration and secrets, in the homeserver's directory, so that they vanish with it. */
async function writeConfig(
  { url, directory }: Synapse,
  bot: Account,
  { knowledgeDirectory, keptFile }: StageOptions,
) {
  const passwordFile = path.join(directory, 'bot-password')
  await writeFile(passwordFile, bot.password, { mode: 0o600 })
  const state = path.join(directory, 'bot-state')
  await mkdir(state, { mode: 0o700 })
  await copyFile(keptFile, path.join(state, 'knowledge'))
  const config = path.join(directory, 'bot-config.yaml')
  const desk = 'Service Desk'
  // JSON is YAML.
  const content = JSON.stringify({
    homeserver: { url },
    login: { userId: bot.userId, passwordFile },
    name: botName,
    state: { directory: state },
    knowledge: { directory: knowledgeDirectory },
    access: { inviters: [`@*:${serverName}`] },
    rooms: { helpdesk: [helpdeskAlias] },
    contact: { name: { de: desk, en: desk }, email: 'servicedesk@example.org' },
  })
  await writeFile(config, content)
  return { config, log: path.join(directory, 'bot.log') }
}
