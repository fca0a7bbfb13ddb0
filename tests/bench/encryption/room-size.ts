import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DeviceId, initAsync, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm'
import { bot, KeyServer } from '../../support/encrypted-room.ts'
import { userId } from '../../support/matrix-events.ts'
import { startScript } from '../../support/start-script.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { RoomHomeserver } from './room-homeserver.ts'

const question = 'Wo stehen eigentlich die Server von Webex?'
const warmUp = 15
/** Fewer than messages after which a room's key is changed. */
const answers = 60
/** The kernel counts processor time in steps of so many milliseconds. */
const tickMs = 10

export interface RoomCost {
  readonly members: number
  /** Processor time of the whole bot for one answer, in milliseconds. */
  readonly answerMs: number
  /** Of the first answer after a start, when everybody is sent a key. */
  readonly firstMs: number
}

/** Measures the cost of an answer to the bot, as `npm start` runs it, in an encrypted room of as many people with one device each. */
export async function measureRoom(members: number): Promise<RoomCost> {
  await initAsync()
  await using resources = new AsyncDisposableStack()
  const keys = new KeyServer()
  const asker = await keys.addDevice(userId('person0'))
  for (let number = 1; number < members; number += 1) {
    const device = await keys.addDevice(userId(`person${number}`))
    device.close()
  }
  for (const user of keys.devices.keys()) keys.members.add(user)
  const homeserver = resources.use(await RoomHomeserver.start(keys, asker))
  const processor = startBot(homeserver.url, keys.room, resources)
  // Only its name counts: whom the asker's key is for.
  const named = await OlmMachine.initialize(new UserId(bot), new DeviceId('BOT'))
  await homeserver.begin(named)
  await homeserver.ask(question)
  const firstMs = processor()
  for (let number = 0; number < warmUp; number += 1) await homeserver.ask(question)
  const before = processor()
  for (let number = 0; number < answers; number += 1) await homeserver.ask(question)
  return { members, firstMs, answerMs: (processor() - before) / answers }
}

/** Returns what tells the processor time that the bot has used up to now. */
function startBot(url: string, room: string, resources: AsyncDisposableStack): () => number {
  const directory = resources.use(temporaryDirectory()).path
  const inDirectory = (name: string) => path.join(directory, name)
  writeFileSync(inDirectory('token'), 'token', { mode: 0o600 })
  mkdirSync(inDirectory('state'), { mode: 0o700 })
  const config = {
    homeserver: { url },
    login: { userId: bot, accessTokenFile: inDirectory('token') },
    knowledge: { directory: path.resolve('knowledge') },
    access: { inviters: ['@*:staff.test'] },
    rooms: { helpdesk: [room] },
    limits: { perPersonPerMinute: 0, perRoomPerMinute: 0 },
    logging: { level: 'warn' },
  }
  writeFileSync(inDirectory('config.yaml'), JSON.stringify(config))
  const { env, nodeOptions, args } = startScript()
  const command = [...nodeOptions, ...args, '--config', inDirectory('config.yaml')]
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  resources.defer(async () => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  })
  return () => {
    const fields =
      readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  }
}
