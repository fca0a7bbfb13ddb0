import { Option } from 'commander'

/** `--config FILE`, the same for every command that needs the configuration. */
export function configOption(): Option {
  return new Option('--config <file>', 'configuration file').env('HINWEISBOT_CONFIG').default('config.yaml')
}
