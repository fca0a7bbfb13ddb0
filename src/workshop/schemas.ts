import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { jsonSchemas } from './schemas/json-schemas.ts'

export function addSchemas(program: Command): void {
  program
    .command('schemas')
    .description('write the JSON Schemas of the files that people write, for editors')
    .argument('[directory]', 'where to', 'docs/schemas')
    .action(writeSchemas)
}

async function writeSchemas(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const [name, text] of jsonSchemas()) await writeFile(path.join(directory, name), text)
}
