import { z } from 'zod'

const days = 24
const url = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' })
const userId = z.string().regex(/^@[^:\s]+:\S+$/, 'expected a user id such as @hinweisbot:tu-dresden.de')
const userGlob = z.string().regex(/^@[^:\s]+:\S+$/, 'expected a user id or glob such as @*:tu-dresden.de')
const roomId = z.string().regex(/^!\S+$/, 'expected a room id such as !abc:tu-dresden.de')
const roomName = z.string().regex(/^[!#]\S+$/, 'expected a room id (!…) or an alias (#…)')
const path = z.string().min(1)
const bilingual = z.strictObject({ de: z.string().min(1), en: z.string().min(1) })

/** Every key of config.yaml. `config.example.yaml` says what each is for; a test keeps the two together. */
export const configSchema = z.strictObject({
  homeserver: z.strictObject({ url }),
  login: z.strictObject({
    userId,
    passwordFile: path.optional(),
    accessTokenFile: path.optional(),
  }),
  state: z.strictObject({ directory: path.default('state') }).prefault({}),
  encryption: z
    .strictObject({
      passphraseFile: path.optional(),
      recoveryKeyFile: path.optional(),
      keySharing: z.enum(['all-devices', 'identity-based']).default('all-devices'),
    })
    .prefault({}),
  name: z.string().min(1).max(100).default('Hinweisbot'),
  knowledge: z
    .strictObject({ directory: path.default('knowledge'), watch: z.boolean().default(true) })
    .prefault({}),
  access: z
    .strictObject({ inviters: z.array(userGlob).default([]), rooms: z.array(roomId).default([]) })
    .prefault({}),
  rooms: z
    .strictObject({
      helpdesk: z.array(roomName).default([]),
      answerInThread: z.array(roomName).default([]),
    })
    .prefault({}),
  support: z.strictObject({ members: z.array(userGlob).default([]) }).prefault({}),
  handOver: z
    .strictObject({ room: roomName.optional(), days: z.int().min(1).max(30).default(7) })
    .prefault({}),
  contact: z.strictObject({ name: bilingual, url: url.optional(), email: z.email().optional() }).optional(),
  limits: z
    .strictObject({
      perPersonPerMinute: z.int().min(0).default(20),
      perRoomPerMinute: z.int().min(0).default(60),
    })
    .prefault({}),
  delivery: z
    .strictObject({
      maxAgeHours: z
        .number()
        .positive()
        .max(7 * days)
        .default(12),
      maxGapEvents: z.int().min(0).max(10_000).default(500),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      retentionHours: z
        .number()
        .positive()
        .max(30 * days)
        .default(24),
    })
    .prefault({}),
  commands: z
    .strictObject({
      prefix: z
        .string()
        .regex(/^\S{2,20}$/, 'expected 2 to 20 characters without spaces, such as !hinweis')
        .optional(),
    })
    .prefault({}),
  statistics: z
    .strictObject({
      retentionDays: z.int().min(0).max(3_660).default(365),
      gaps: z.boolean().default(false),
    })
    .prefault({}),
  monitoring: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).optional(),
    })
    .prefault({}),
  logging: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
})

export type Config = z.output<typeof configSchema>
