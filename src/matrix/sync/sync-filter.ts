/** One by one, as not every homeserver understands `m.key.verification.*`. */
const verificationSteps = ['ready', 'start', 'accept', 'key', 'mac', 'done', 'cancel'].map(
  (step) => `m.key.verification.${step}`,
)
/** The types of the events by which people say or do something that concerns the bot. */
export const messageTypes = [
  'm.room.message',
  'm.room.encrypted',
  'm.sticker',
  'm.poll.start',
  'org.matrix.msc3381.poll.start',
  'm.reaction',
  'm.room.redaction',
]
const messages = [...messageTypes, ...verificationSteps]
const state = ['m.room.member', 'm.room.encryption', 'm.room.history_visibility', 'm.room.tombstone']

/** For pages of history: what may be a question, and the bot's own join, at which history begins. */
export const messageFilter = { types: [...messages, ...state], lazy_load_members: true } as const

/**
 * Sent along with each sync as it is: a filter stored at the homeserver would change its id with its content, and with it the
 * sync would have to begin anew. Members are loaded lazily because that makes the homeserver send their number.
 */
export const syncFilter = JSON.stringify({
  presence: { types: [] },
  account_data: { types: [] },
  room: {
    account_data: { types: [] },
    ephemeral: { types: [] },
    state: { types: state, lazy_load_members: true },
    timeline: { ...messageFilter, limit: 50 },
  },
})
