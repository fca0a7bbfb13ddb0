import * as v from '../documents/valibot.ts'

const days = 24
const text = v.pipe(v.string(), v.nonEmpty('expected a text, found an empty one'))
const text100 = v.pipe(text, v.maxLength(100, 'expected at most 100 characters'))
const path = text
const matching = (pattern: RegExp, message: string) => v.pipe(v.string(), v.regex(pattern, message))
const url = v.pipe(matching(/^https?:/, 'expected an http or https URL'), v.url('expected a complete URL'))
const ticketUrl = matching(/^https?:\S*\{ticket\}/, 'expected an address with {ticket} in it')
const homeserverUrl = v.pipe(
  v.string(),
  v.regex(/^https?:(?!.*\/_matrix)/, ({ input }) => addressMessage(input)),
  v.url('expected a complete URL'),
)
const addressMessage = (value: string) =>
  /^https?:/.test(value)
    ? `expected the address before /_matrix, here ${beforeApi(value)}`
    : 'expected an http or https URL'
const beforeApi = (value: string) => value.replace(/\/_matrix.*$/, '').replace(/\/\/[^/@]*@/, '//')
const email = v.pipe(v.string(), v.email('expected a mail address'))
const userId = matching(/^@[^:\s]+:\S+$/, 'expected a user id such as @hinweisbot:tu-dresden.de')
const userGlob = matching(/^@[^:\s]+:\S+$/, 'expected a user id or glob such as @*:tu-dresden.de')
const blockedGlob = matching(
  /^(?:@[^:\s]+:\S+|!\S+|[^@!#:\s]\S*)$/,
  'expected a user (@…:…), a room (!…) or a server, also as a glob',
)
const roomId = matching(/^!\S+$/, 'expected a room id such as !abc:tu-dresden.de')
const roomName = matching(/^[!#]\S+$/, 'expected a room id (!…) or an alias (#…)')
const prefix = matching(/^\S{2,20}$/, 'expected 2 to 20 characters without spaces, such as !hinweis')
const noticeId = matching(/^\S+$/, 'expected the name of a folder with a notice')
const notices = v.pipe(v.array(noticeId), v.minLength(1, 'expected at least one'))
const bilingual = v.mapping({ de: text, en: v.exactOptional(text) })

function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`
  const message = `expected a whole number, ${range}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}

function hours(max: number) {
  const message = `expected hours, above 0 and up to ${max}`
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(max, message))
}

/** Every key of config.yaml. `config.example.yaml` says what each is for; a test keeps the two together. */
export const configSchema = v.mapping({
  homeserver: v.mapping({ url: homeserverUrl, proxy: v.optional(url), caFile: v.optional(path) }),
  login: v.mapping({ userId, passwordFile: v.optional(path), accessTokenFile: v.optional(path) }),
  state: v.optional(v.mapping({ directory: v.optional(path, 'state') }), {}),
  encryption: v.optional(
    v.mapping({
      passphraseFile: v.optional(path),
      recoveryKeyFile: v.optional(path),
      keySharing: v.optional(v.picklist(['all-devices', 'identity-based']), 'all-devices'),
    }),
    {},
  ),
  name: v.optional(text100, 'Hinweisbot'),
  avatar: v.optional(path, 'own'),
  knowledge: v.optional(
    v.mapping({
      directory: v.optional(path, 'knowledge'),
      watch: v.optional(v.boolean(), true),
      encoder: v.optional(v.boolean(), true),
    }),
    {},
  ),
  access: v.optional(
    v.mapping({
      inviters: v.optional(v.array(userGlob), []),
      rooms: v.optional(v.array(roomId), []),
      blocked: v.optional(v.array(blockedGlob), []),
    }),
    {},
  ),
  rooms: v.optional(
    v.mapping({
      helpdesk: v.optional(v.array(roomName), []),
      answerInThread: v.optional(v.array(roomName), []),
      notices: v.optional(v.record(roomName, notices), {}),
      greeting: v.optional(v.boolean(), true),
    }),
    {},
  ),
  people: v.optional(v.mapping({ notices: v.optional(v.record(userGlob, notices), {}) }), {}),
  support: v.optional(v.mapping({ members: v.optional(v.array(userGlob), []) }), {}),
  handOver: v.optional(
    v.mapping({
      room: v.optional(roomName),
      days: v.optional(whole(1, 30), 7),
      ticketUrl: v.optional(ticketUrl),
    }),
    {},
  ),
  contact: v.optional(v.mapping({ name: bilingual, url: v.optional(url), email: v.optional(email) })),
  limits: v.optional(
    v.mapping({
      perPersonPerMinute: v.optional(whole(0), 20),
      perRoomPerMinute: v.optional(whole(0), 60),
    }),
    {},
  ),
  delivery: v.optional(
    v.mapping({
      maxAgeHours: v.optional(hours(7 * days), 12),
      maxGapEvents: v.optional(whole(0, 10_000), 500),
    }),
    {},
  ),
  privacy: v.optional(v.mapping({ retentionHours: v.optional(hours(30 * days), 24) }), {}),
  commands: v.optional(v.mapping({ prefix: v.optional(prefix) }), {}),
  statistics: v.optional(
    v.mapping({ retentionDays: v.optional(whole(0, 3_660), 365), gaps: v.optional(v.boolean(), false) }),
    {},
  ),
  monitoring: v.optional(
    v.mapping({ host: v.optional(text, '127.0.0.1'), port: v.optional(whole(0, 65_535)) }),
    {},
  ),
  logging: v.optional(
    v.mapping({ level: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info') }),
    {},
  ),
})

export type Config = v.InferOutput<typeof configSchema>
