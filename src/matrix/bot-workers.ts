import { createLanes } from './bot-context.ts'
import type { BotContext } from './bot-context.ts'
import { createHandlers } from './handlers.ts'
import type { HandlerParts } from './handlers.ts'
import type { RoomLanes } from './inbound/room-lanes.ts'
import { createWorkers } from './inbound/workers.ts'
import type { Workers } from './inbound/workers.ts'
import { Signs } from './outbound/typing-and-receipts.ts'
import { createAccess } from './rooms/access.ts'
import { NamedRooms } from './rooms/named-rooms.ts'
import { createRoomApi } from './rooms/room-api.ts'
import type { RoomApi } from './rooms/room-api.ts'
import { checkServiceDesk } from './rooms/service-desk.ts'

/** Handles what the inbox holds; resolves once the rooms that the configuration names have been looked up. */
export async function createBotWorkers(context: BotContext, senders: RoomLanes): Promise<Workers> {
  const { client, registry, encryption, resources, renew, watch } = context
  const { inbox, settings, events, random } = context.options
  const api = createRoomApi(client)
  const signs = resources.use(
    new Signs({
      setTyping: (roomId, typing) => client.setTyping(roomId, typing, 30_000),
      sendReceipt: (roomId, eventId) => client.sendReadReceipt(roomId, eventId),
      isBusy: () => senders.isBusy,
    }),
  )
  const access = createAccess(settings.access, registry)
  const rooms = await findNamedRooms(context, api)
  const workers = createWorkers({
    access,
    self: settings.userId,
    createLanes: (step, concurrency) => createLanes(context, step, concurrency),
    worker: {
      ...{ inbox, events, random },
      handlers: createHandlers(context.options, {
        ...{ client, api, access, registry, encryption, signs },
        ...rooms,
      }),
      onAnswered: (roomId, eventId) => {
        senders.wake(roomId)
        if (eventId !== undefined) signs.hasRead(roomId, eventId)
      },
      onLoggedOut: (error) => {
        watch(
          renew(error).then(() => {
            workers.hurry()
          }),
        )
      },
    },
  })
  return workers
}

type ConfiguredRooms = Pick<
  HandlerParts,
  'helpdesk' | 'answerInThread' | 'noticesByRoom' | 'serviceDesk' | 'isServiceDesk'
>

async function findNamedRooms(
  { options, registry, resources }: BotContext,
  api: RoomApi,
): Promise<ConfiguredRooms> {
  const { settings, events } = options
  const find = async <T>(key: string, rooms: ReadonlyMap<string, T>) =>
    resources.use(await NamedRooms.find({ key, rooms, api, events, registry }))
  const { handOver } = settings
  const serviceDesk = await find('handOver.room', asKeys(handOver === undefined ? [] : [handOver.room]))
  if (serviceDesk.first !== undefined) await checkServiceDesk(serviceDesk.first, { api, events })
  return {
    helpdesk: await find('rooms.helpdesk', asKeys(settings.helpdeskRooms)),
    answerInThread: await find('rooms.answerInThread', asKeys(settings.answerInThread)),
    noticesByRoom: await find('rooms.notices', new Map(Object.entries(settings.noticesByRoom))),
    serviceDesk: () => serviceDesk.first,
    isServiceDesk: (roomId) => serviceDesk.has(roomId),
  }
}

const asKeys = (names: readonly string[]) => new Map(names.map((name) => [name, true] as const))
