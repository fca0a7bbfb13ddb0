import path from 'node:path'
import { Option } from 'commander'

const usual = 'knowledge'

/** `--knowledge DIR`, the same for every command that reads knowledge. */
export function knowledgeOption(): Option {
  return new Option('--knowledge <directory>', 'folder with the notices').default(usual)
}

/** The command by which a person has the knowledge in that folder checked. */
export function checkKnowledgeCommand(directory: string): string {
  const command = 'npm run check-knowledge'
  return path.resolve(directory) === path.resolve(usual) ? command : `${command} -- --knowledge ${directory}`
}
