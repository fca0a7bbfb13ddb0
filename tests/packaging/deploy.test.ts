import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import * as v from '../../src/documents/valibot.ts'
import { synapseVersion } from '../../src/workshop/demo/python.ts'
import { readVersion } from '../../src/config/version.ts'
import { readOverrides } from '../../src/config/environment.ts'
import { configSchema } from '../../src/config/schema.ts'

const composeSchema = v.object({
  services: v.record(
    v.string(),
    v.object({
      image: v.optional(v.string()),
      ports: v.optional(v.array(v.string()), []),
      environment: v.optional(v.record(v.string(), v.string()), {}),
    }),
  ),
  configs: v.record(v.string(), v.object({ content: v.string() })),
})

describe('the containers to try it with', () => {
  const { services, configs } = v.parse(
    composeSchema,
    parse(readFileSync('docs/deploy/compose.yaml', 'utf8')),
  )

  it('can be reached from this machine only', () => {
    for (const port of Object.values(services).flatMap(({ ports }) => ports))
      expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  it('have the homeserver that the bot is tested with, and pin every image', () => {
    const images = Object.values(services).flatMap(({ image }) => image ?? [])
    for (const image of images) expect(image).toMatch(/:v\d+\.\d+\.\d+$/)
    expect(images).toContain(`matrixdotorg/synapse:v${synapseVersion}`)
  })

  it('configure the bot with keys that it knows', () => {
    expect(v.safeParse(configSchema, parse(configs['bot']?.content ?? '')).issues).toBeUndefined()
    expect(readOverrides(services['bot']?.environment ?? {}).unknown).toEqual([])
  })

  it('give Element a configuration that names the homeserver', () => {
    expect(configs['element']?.content).toContain(
      services['homeserver']?.ports[0]?.replace('127.0.0.1:', '').split(':')[0],
    )
    expect(() => {
      JSON.parse(configs['element']?.content ?? '')
    }).not.toThrow()
  })
})

it('the container for production runs the version of the program, with variables that the bot knows', () => {
  const text = readFileSync('docs/deploy/compose.production.yaml', 'utf8')
  const { services } = v.parse(v.object({ services: composeSchema.entries.services }), parse(text))
  expect(services['bot']?.image).toBe(`hinweisbot:${readVersion()}`)
  expect(readOverrides(services['bot']?.environment ?? {}).unknown).toEqual([])
  for (const port of services['bot']?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
})

describe('the systemd unit', () => {
  const unit = readFileSync('docs/deploy/hinweisbot.service', 'utf8')
  const settings = new Map([...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, key, value]) => [key, value]))

  it('starts the bot in a state directory that the bot accepts, with variables that it knows', () => {
    expect(settings.get('ExecStart')).toContain('src/main.ts run --config')
    expect(settings.get('StateDirectoryMode')).toBe('0700')
    const variables = [...unit.matchAll(/^Environment=(HINWEISBOT_\w+)=(.*)$/gm)].map(
      ([, name = '', value]) => [name, value],
    )
    expect(variables.length).toBeGreaterThan(0)
    expect(
      readOverrides(v.parse(v.record(v.string(), v.string()), Object.fromEntries(variables))).unknown,
    ).toEqual([])
  })

  it('leads to the knowledge of the program, which relative paths beside config.yaml would miss', () => {
    const folder = settings.get('WorkingDirectory') ?? ''
    expect(unit).toContain(`\nEnvironment=HINWEISBOT_KNOWLEDGE_DIRECTORY=${folder}/knowledge\n`)
  })

  it('does not restart what only a person can bring back', () => {
    expect(settings.get('RestartPreventExitStatus')).toBe('3 78')
  })

  it('takes all rights away that the bot does not need', () => {
    expect(unit).toContain('\nCapabilityBoundingSet=\n')
    for (const key of ['NoNewPrivileges', 'PrivateDevices', 'PrivateTmp', 'PrivateUsers', 'ProtectHome']) {
      expect(settings.get(key), key).toBe('yes')
    }
    expect(settings.get('ProtectSystem')).toBe('strict')
    expect(settings.get('LimitCORE')).toBe('0')
  })
})
