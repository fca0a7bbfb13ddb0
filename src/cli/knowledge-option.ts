import { Option } from 'commander'

/** `--knowledge DIR`, the same for every command that reads knowledge. */
export function knowledgeOption(): Option {
  return new Option('--knowledge <directory>', 'folder with the notices').default('knowledge')
}
