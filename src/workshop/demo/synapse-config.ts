import path from 'node:path'

export interface SynapseSettings {
  readonly directory: string
  readonly port: number
  readonly serverName: string
  readonly registrationSecret: string
  /** True if it talks to other servers. They are on loopback, too, so their certificates are not verified. */
  readonly federates: boolean
  /** Further resources beside the client-server API, e.g. `consent`. */
  readonly resources?: readonly string[]
}

const generous = { per_second: 10_000, burst_count: 10_000 }

/** A homeserver for one machine and one evening: loopback, SQLite, no federation unless wished, no presence, no rate limits. */
export function synapseConfig(settings: SynapseSettings) {
  const { directory, port, serverName, registrationSecret, federates, resources = [] } = settings
  const names = ['client', ...(federates ? ['federation'] : []), ...resources]
  const homeserver = {
    server_name: serverName,
    public_baseurl: `http://127.0.0.1:${port}/`,
    report_stats: false,
    suppress_key_server_warning: true,
    trusted_key_servers: [],
    signing_key_path: path.join(directory, 'signing.key'),
    media_store_path: path.join(directory, 'media'),
    pid_file: path.join(directory, 'homeserver.pid'),
    log_config: path.join(directory, 'log.yaml'),
    macaroon_secret_key: registrationSecret,
    form_secret: registrationSecret,
    registration_shared_secret: registrationSecret,
    database: { name: 'sqlite3', args: { database: path.join(directory, 'homeserver.db') } },
    listeners: [
      {
        port,
        type: 'http',
        tls: false,
        bind_addresses: ['127.0.0.1'],
        resources: [{ names, compress: false }],
      },
    ],
    presence: { enabled: false },
    url_preview_enabled: false,
    enable_metrics: false,
    // Accounts live for minutes; the default costs a noticeable part of a second for each.
    bcrypt_rounds: 4,
    ...rateLimits,
    ...(federates ? federationOnLoopback : { federation_domain_whitelist: [] }),
  }
  return { homeserver, logging: logging(path.join(directory, 'homeserver.log')) }
}

const rateLimits = {
  rc_message: generous,
  rc_registration: generous,
  rc_admin_redaction: generous,
  rc_login: { address: generous, account: generous, failed_attempts: generous },
  rc_joins: { local: generous, remote: generous },
  rc_joins_per_room: generous,
  rc_invites: { per_room: generous, per_user: generous, per_issuer: generous },
  rc_room_creation: generous,
  rc_key_requests: generous,
  rc_reports: generous,
}

const federationOnLoopback = {
  ip_range_blacklist: [],
  federation_verify_certificates: false,
  federation: {
    client_timeout: '20s',
    max_short_retries: 1,
    max_long_retries: 1,
    // A server that was away is asked again at once.
    destination_min_retry_interval: 100,
    destination_max_retry_interval: 500,
  },
  rc_federation: { window_size: 1000, sleep_limit: 10_000, reject_limit: 10_000, concurrent: 100 },
}

function logging(file: string) {
  return {
    version: 1,
    formatters: { plain: { format: '%(asctime)s %(levelname)s %(name)s %(message)s' } },
    handlers: { file: { class: 'logging.FileHandler', formatter: 'plain', filename: file } },
    root: { level: 'WARNING', handlers: ['file'] },
    disable_existing_loggers: false,
  }
}
