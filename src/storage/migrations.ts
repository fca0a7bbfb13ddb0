import type { DatabaseSync } from 'node:sqlite'
import { StateError } from './state-directory.ts'

/** Applied in order; the database's `user_version` counts those it has. Never change one that was released: add another. */
const migrations: readonly string[] = [
  `
  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What came from the homeserver and is not handled yet, and for a while the keys of what was handled.
  -- batch: one sync response. position: order in it; what fills a gap takes the batch of the gap.
  CREATE TABLE inbox (
    key TEXT PRIMARY KEY,
    batch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    room_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'parked', 'done', 'set-aside')),
    payload TEXT,
    received_at INTEGER NOT NULL,
    reason TEXT
  ) STRICT;
  CREATE INDEX inbox_pending ON inbox (room_id, batch, position) WHERE state = 'pending';
  CREATE INDEX inbox_parked ON inbox (room_id) WHERE state = 'parked';
  CREATE INDEX inbox_batch ON inbox (batch);
  CREATE INDEX inbox_age ON inbox (received_at);

  -- What the bot sends, with the transaction id that makes a repeat harmless.
  CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    type TEXT NOT NULL,
    content TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dropped')),
    question_id TEXT,
    event_id TEXT,
    created_at INTEGER NOT NULL,
    reason TEXT
  ) STRICT;
  CREATE INDEX outbox_pending ON outbox (room_id, position) WHERE state = 'pending';
  CREATE INDEX outbox_event ON outbox (event_id);
  CREATE INDEX outbox_question ON outbox (question_id);
  CREATE INDEX outbox_age ON outbox (created_at);

  CREATE TABLE rooms (
    room_id TEXT PRIMARY KEY,
    facts TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- How often what happened on a day (UTC), in closed words: never who, where or what was said.
  CREATE TABLE statistics (
    day TEXT NOT NULL,
    measure TEXT NOT NULL,
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, measure, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What the bot has to know of its own messages for as long as it remembers them; ids and closed words only.
  -- about: transaction id of the message that this event changes, reacts to or removes. target_id: the message that was
  -- judged, which need not be the one (question_id) that called the bot. note: JSON.
  ALTER TABLE outbox ADD COLUMN about TEXT;
  ALTER TABLE outbox ADD COLUMN target_id TEXT;
  ALTER TABLE outbox ADD COLUMN thread_id TEXT;
  ALTER TABLE outbox ADD COLUMN note TEXT;
  CREATE INDEX outbox_about ON outbox (about);
  CREATE INDEX outbox_target ON outbox (target_id);
  CREATE INDEX outbox_room ON outbox (room_id, thread_id, position) WHERE note IS NOT NULL;
  `,
  `
  -- hand_over: transaction id of the message by which a question was handed over to the service desk, for that message itself
  -- and all that belongs to it. It is remembered for longer than the rest.
  ALTER TABLE outbox ADD COLUMN hand_over TEXT;
  CREATE INDEX outbox_hand_over ON outbox (hand_over) WHERE hand_over IS NOT NULL;
  `,
  `
  -- A pending event that waits for another one is not sent before that one is sent or dropped, and only if that is what it waits for.
  ALTER TABLE outbox ADD COLUMN waits_for TEXT;
  ALTER TABLE outbox ADD COLUMN waits_until TEXT CHECK (waits_until IN ('sent', 'dropped'));
  CREATE INDEX outbox_waits_for ON outbox (waits_for) WHERE waits_for IS NOT NULL;
  `,
  `
  -- Messages by which questions were handed over are found by who asked, and by the event that consented.
  CREATE INDEX outbox_asker ON outbox (note ->> 'asker') WHERE hand_over = transaction_id;
  CREATE INDEX outbox_consent ON outbox (note ->> 'consentId') WHERE hand_over = transaction_id;
  `,
]

/** Throws `StateError` for the database of a newer release. */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version > migrations.length) throw foreignVersion(database, version)
  migrations.slice(version).forEach((sql, index) => {
    // In one transaction with its version, so that a crash leaves either state and nothing between.
    database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${version + index + 1}; COMMIT`)
  })
}

/** For readers, which leave the database as it is. Throws `StateError` for that of another release. */
export function refuseOtherVersion(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version !== migrations.length) throw foreignVersion(database, version)
}

const versionOf = (database: DatabaseSync) =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'])

function foreignVersion(database: DatabaseSync, version: number): StateError {
  const hint =
    version > migrations.length
      ? 'A newer release of the bot wrote it. Install that release, or restore a backup.'
      : 'An older release of the bot wrote it. Start this release once.'
  return new StateError(`the database is of version ${version}, this program knows ${migrations.length}`, {
    path: database.location() ?? '',
    hint,
  })
}
