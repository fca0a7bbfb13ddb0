import type { BotOptions } from './bot-options.ts'
import type { BotClient } from './client/client.ts'
import type { MatrixRequestError } from './client/request-error.ts'
import { RoomLanes } from './inbound/room-lanes.ts'
import type { LaneStep } from './inbound/room-lanes.ts'
import type { RoomEncryption } from './ports/encryption.ts'
import type { RoomId } from './ports/ids.ts'
import type { RoomRegistry } from './rooms/room-registry.ts'

/** Shared by the parts of a running bot. */
export interface BotContext {
  readonly options: BotOptions
  readonly client: BotClient
  readonly registry: RoomRegistry
  readonly encryption: RoomEncryption
  /** Disposed in reverse order when the bot stops. */
  readonly resources: AsyncDisposableStack
  /** Gets a new token after the homeserver has ended the session. */
  readonly renew: (error: MatrixRequestError) => Promise<void>
  /** Ends the bot if the work fails. */
  readonly watch: (work: Promise<unknown>) => void
}

export function createLanes(
  { resources, options: { events } }: BotContext,
  step: (roomId: RoomId) => Promise<LaneStep>,
  concurrency: number,
): RoomLanes {
  return resources.use(
    new RoomLanes({
      step,
      concurrency,
      onFault: (roomId, error) => {
        events.delayed({ roomId, error, retryInMs: 0 })
      },
    }),
  )
}
