import { statSync } from 'node:fs'
import path from 'node:path'
import { RoomRegistry } from '../../matrix/rooms/room-registry.ts'
import { loadLastUse, loadSession } from '../../matrix/session/session.ts'
import type { Session } from '../../matrix/session/session.ts'
import { Database } from '../../storage/database.ts'
import { Inbox } from '../../storage/inbox.ts'
import type { InboxDepth } from '../../storage/inbox.ts'
import { findDamage } from '../../storage/integrity.ts'
import { Outbox } from '../../storage/outbox.ts'
import { Settings } from '../../storage/settings.ts'
import { formatBytes } from './check-state.ts'
import { ok, problem, warning } from './finding.ts'
import type { Finding } from './finding.ts'

/** Facts from the database that other checks need. */
export interface Stored {
  readonly session: Session | undefined
  /** Milliseconds since 1970. */
  readonly lastUse: number | undefined
  readonly registry: RoomRegistry
  readonly inbox: InboxDepth
  /** Why invitations that wait were not followed or declined, by room. */
  readonly refusals: ReadonlyMap<string, string>
  readonly outbox: number
}

/** Checks that a database is sound, and tells its size with the log that waits to be moved into it. */
export function checkDatabase(file: string): readonly Finding[] {
  const about = path.basename(file)
  const size = sizeOf(file) + sizeOf(`${file}-wal`)
  const damage = findDamage(file)
  if (damage !== undefined) {
    return [problem(about, `damaged: ${damage}`, 'See the chapter about recovery in docs/operations.md')]
  }
  return [ok(about, `sound, ${formatBytes(size)}`)]
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Throws `StateError` if there is no database of this release. */
export function readStored(directory: string): Stored {
  using database = Database.openForReading(directory)
  const settings = new Settings(database)
  const outbox = new Outbox(database, Date.now)
  const inbox = new Inbox(database, outbox, Date.now)
  return {
    session: loadSession(settings),
    lastUse: loadLastUse(settings),
    registry: new RoomRegistry(inbox),
    inbox: inbox.depth(),
    refusals: inbox.refusals(),
    outbox: outbox.depth(),
  }
}

/** More than this waits only if something is wrong. */
const many = 20

export function checkQueues({ inbox, outbox }: Stored): readonly Finding[] {
  const { pending, parked, setAside } = inbox
  const found = `${pending} to be handled, ${parked} waiting for their key, ${outbox} to be sent`
  const waiting =
    pending > many || outbox > many
      ? warning('queues', found, 'The log says why; a bot that is started works them off')
      : ok('queues', found)
  if (setAside === 0) return [waiting]
  const given = `${setAside} event(s) could not be handled`
  return [waiting, warning('queues', given, 'The log has a line of level "error" for each')]
}
