import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import * as v from '../../../src/documents/valibot.ts'
import {
  abbreviationsSchema,
  functionWordsSchema,
  lettersSchema,
  phrasesSchema,
  wordsSchema,
} from '../../../src/workshop/schemas/word-schemas.ts'
import { jsonSchemas } from '../../../src/workshop/schemas/json-schemas.ts'

const root = path.join(import.meta.dirname, '../../..')
const committed = path.join(root, 'docs/schemas')
const read = (file: string) => readFileSync(file, 'utf8')

/** Every YAML file below a folder of the repository. */
function yamlFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.join(root, folder, name))
}

describe('the JSON Schemas', () => {
  it('are committed as the definitions have them; "npm run schemas" writes them', () => {
    const files = readdirSync(committed).map((name) => [name, read(path.join(committed, name))] as const)
    expect(new Map(files)).toEqual(new Map(jsonSchemas()))
  })

  it('refuse keys that nobody knows', () => {
    for (const [name, text] of jsonSchemas()) {
      expect(JSON.parse(text), name).toMatchObject({ type: 'object', additionalProperties: false })
    }
  })

  const written = [path.join(root, 'config.example.yaml'), ...yamlFiles('knowledge')]
  it.each(written.map((file) => [path.relative(root, file), file] as const))(
    'are named in the first line of %s',
    (_, file) => {
      const [, target = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(file)) ?? []
      expect(path.resolve(path.dirname(file), target)).toBe(
        path.join(committed, `${path.basename(file).split('.')[0] ?? ''}.schema.json`),
      )
    },
  )
})

describe('the words that the program knows', () => {
  it.each([
    ['language/data/abbreviations.json', abbreviationsSchema],
    ['language/data/function-words.json', functionWordsSchema],
    ['reading/data/letters.json', lettersSchema],
    ['reading/data/words.json', wordsSchema],
    ['core/data/phrases.json', phrasesSchema],
  ])('%s keeps to its schema, which it names', (name, schema) => {
    const file = path.join(root, 'src', name)
    const data = v.parse(schema, JSON.parse(read(file)))
    expect(path.resolve(path.dirname(file), data.$schema ?? '')).toBe(
      path.join(committed, path.basename(file, '.json') + '.schema.json'),
    )
  })
})
